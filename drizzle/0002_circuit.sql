-- What is nearest, and how far.
CREATE EXTENSION IF NOT EXISTS cube;--> statement-breakpoint
CREATE TABLE "account_exports" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"ready_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "account_keys" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"purpose" text NOT NULL,
	"email" text,
	"expires_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey_challenges" (
	"challenge" text PRIMARY KEY NOT NULL,
	"account_id" bigint,
	"expires_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"used_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" bigint NOT NULL,
	"code_hash" text NOT NULL,
	CONSTRAINT "recovery_codes_account_id_code_hash_pk" PRIMARY KEY("account_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "second_steps" (
	"account_id" bigint PRIMARY KEY NOT NULL,
	"secret" "bytea" NOT NULL,
	"confirmed_at" timestamptz,
	"last_step" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attestations" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"subject_uri" text NOT NULL,
	"scope" text NOT NULL,
	"findings" text DEFAULT '' NOT NULL,
	"visited_on" date NOT NULL,
	"valid_until" date NOT NULL,
	"visitors" jsonb NOT NULL,
	"revoked_at" timestamptz,
	"revocation_reason" text
);
--> statement-breakpoint
CREATE TABLE "aversions" (
	"id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"notifications" boolean DEFAULT true NOT NULL,
	"ends_at" timestamptz,
	"uri" text,
	CONSTRAINT "aversions_owner_id_target_id_kind_pk" PRIMARY KEY("owner_id","target_id","kind"),
	CONSTRAINT "aversions_id_unique" UNIQUE("id"),
	CONSTRAINT "aversions_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "muted_hosts" (
	"id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"host" text NOT NULL,
	CONSTRAINT "muted_hosts_owner_id_host_pk" PRIMARY KEY("owner_id","host"),
	CONSTRAINT "muted_hosts_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "bookmarks" (
	"id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "bookmarks_actor_id_post_id_pk" PRIMARY KEY("actor_id","post_id"),
	CONSTRAINT "bookmarks_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "charter_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"note" text NOT NULL,
	"published_by" bigint,
	"published_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"owner_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"last_post_id" bigint NOT NULL,
	"unread" boolean NOT NULL,
	CONSTRAINT "conversations_owner_id_conversation_id_pk" PRIMARY KEY("owner_id","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "muted_conversations" (
	"owner_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	CONSTRAINT "muted_conversations_owner_id_conversation_id_pk" PRIMARY KEY("owner_id","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"quorum" integer,
	"voices" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "electoral_roll" (
	"post_id" bigint NOT NULL,
	"member_id" bigint NOT NULL,
	"cast_by" text,
	CONSTRAINT "electoral_roll_post_id_member_id_pk" PRIMARY KEY("post_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "attendances" (
	"id" bigint PRIMARY KEY NOT NULL,
	"post_id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	"join_uri" text,
	"joined_at" timestamptz,
	"left_at" timestamptz,
	"answer" text NOT NULL,
	"state" text NOT NULL,
	"note" text,
	"known" jsonb,
	"to_tell" boolean DEFAULT false NOT NULL,
	"told" jsonb,
	CONSTRAINT "attendances_join_uri_unique" UNIQUE("join_uri")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"group_id" bigint,
	"own" boolean NOT NULL,
	"public" boolean NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"end_told" boolean NOT NULL,
	"time_zone" text NOT NULL,
	"venue" text,
	"street" text,
	"comune" text,
	"province" text,
	"region" text,
	"postal_code" text,
	"country" text,
	"latitude" double precision,
	"longitude" double precision,
	"online_address" text,
	"capacity" integer,
	"attending" integer DEFAULT 0 NOT NULL,
	"join_mode" text NOT NULL,
	"join_address" text,
	"state" text NOT NULL,
	"state_note" text,
	"organiser_uri" text,
	"sequence" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "favourites" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "favourites_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "filter_keywords" (
	"id" bigint PRIMARY KEY NOT NULL,
	"filter_id" bigint NOT NULL,
	"keyword" text NOT NULL,
	"whole_word" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filter_posts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"filter_id" bigint NOT NULL,
	"post_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filters" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"title" text NOT NULL,
	"contexts" text[] NOT NULL,
	"action" text NOT NULL,
	"expires_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "followed_tags" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"id" bigint PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"kind" text NOT NULL,
	"contents" "bytea",
	"state" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"changed_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "list_members" (
	"list_id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	CONSTRAINT "list_members_list_id_actor_id_pk" PRIMARY KEY("list_id","actor_id")
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"title" text NOT NULL,
	"replies_policy" text NOT NULL,
	"exclusive" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "markers" (
	"actor_id" bigint NOT NULL,
	"timeline" text NOT NULL,
	"last_read_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "markers_actor_id_timeline_pk" PRIMARY KEY("actor_id","timeline")
);
--> statement-breakpoint
CREATE TABLE "profile_pictures" (
	"actor_id" bigint NOT NULL,
	"place" text NOT NULL,
	"media" text NOT NULL,
	CONSTRAINT "profile_pictures_actor_id_place_pk" PRIMARY KEY("actor_id","place")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"handle" text NOT NULL,
	"email" text NOT NULL,
	"comune" text,
	"summary" text NOT NULL,
	"message" text NOT NULL,
	"charter" text,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"decided_at" timestamptz,
	"reason" text DEFAULT '' NOT NULL,
	"member_id" bigint
);
--> statement-breakpoint
CREATE TABLE "affiliations" (
	"group_id" bigint NOT NULL,
	"member_uri" text NOT NULL,
	"listed" boolean NOT NULL,
	"said_at" timestamptz NOT NULL,
	CONSTRAINT "affiliations_group_id_member_uri_pk" PRIMARY KEY("group_id","member_uri")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" bigint PRIMARY KEY NOT NULL,
	"join_uri" text NOT NULL,
	"member_id" bigint NOT NULL,
	"group_id" bigint NOT NULL,
	"message" text NOT NULL,
	"charter" text,
	"state" text NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"charter_accepted_at" timestamptz,
	"admitted_at" timestamptz,
	"refused_at" timestamptz,
	"left_at" timestamptz,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "memberships_join_uri_unique" UNIQUE("join_uri")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"owner_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "notes_owner_id_target_id_pk" PRIMARY KEY("owner_id","target_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"path" text NOT NULL,
	"counterpart_id" bigint,
	"about_post_id" bigint
);
--> statement-breakpoint
CREATE TABLE "notification_policies" (
	"actor_id" bigint PRIMARY KEY NOT NULL,
	"not_following" text DEFAULT 'accept' NOT NULL,
	"not_followers" text DEFAULT 'accept' NOT NULL,
	"new_accounts" text DEFAULT 'accept' NOT NULL,
	"private_mentions" text DEFAULT 'accept' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" bigint PRIMARY KEY NOT NULL,
	"recipient_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"post_id" bigint,
	"group_key" text NOT NULL,
	"filtered" boolean DEFAULT false NOT NULL,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oauth_apps" (
	"id" bigint PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"client_secret_hash" text NOT NULL,
	"name" text NOT NULL,
	"website" text,
	"redirect_uris" text[] NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "oauth_apps_client_id_unique" UNIQUE("client_id")
);
--> statement-breakpoint
CREATE TABLE "oauth_codes" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"app_id" bigint NOT NULL,
	"account_id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	"scopes" text[] NOT NULL,
	"redirect_uri" text NOT NULL,
	"code_challenge" text,
	"expires_at" timestamptz NOT NULL,
	"token_id" bigint
);
--> statement-breakpoint
CREATE TABLE "oauth_tokens" (
	"id" bigint PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"app_id" bigint NOT NULL,
	"account_id" bigint,
	"actor_id" bigint,
	"scopes" text[] NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "oauth_tokens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"order_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"offer_uri" text NOT NULL,
	"offer_id" bigint,
	"title" text NOT NULL,
	"unit" text NOT NULL,
	"quantity" numeric,
	"unit_based" boolean NOT NULL,
	"in_return" jsonb NOT NULL,
	"pledged" numeric NOT NULL,
	"response_id" bigint,
	CONSTRAINT "order_lines_order_id_position_pk" PRIMARY KEY("order_id","position")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"own" boolean NOT NULL,
	"public" boolean NOT NULL,
	"state" text NOT NULL,
	"opens_at" timestamptz NOT NULL,
	"closes_at" timestamptz NOT NULL,
	"delivers_at" timestamptz,
	"minimum" numeric,
	"maximum" numeric,
	"unit" text NOT NULL,
	"label" text,
	"pickups" text[] DEFAULT '{}' NOT NULL,
	"pledged" numeric NOT NULL,
	"pledgers" integer NOT NULL,
	"untold_since" timestamptz,
	"told_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "pledges" (
	"id" bigint PRIMARY KEY NOT NULL,
	"order_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"buyer_id" bigint NOT NULL,
	"offer_uri" text NOT NULL,
	"quantity" numeric NOT NULL,
	"unit" text NOT NULL,
	"in_return" jsonb NOT NULL,
	"pickup" text,
	"message" text NOT NULL,
	"offered_at" timestamptz NOT NULL,
	"state" text NOT NULL,
	"counted_at" timestamptz,
	"replaced_at" timestamptz,
	"withdrawn_at" timestamptz,
	"refused_at" timestamptz,
	"agreed_at" timestamptz,
	"refusal" jsonb,
	"agreement_id" bigint,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "pledges_offer_uri_unique" UNIQUE("offer_uri")
);
--> statement-breakpoint
CREATE TABLE "pact_facts" (
	"pact_uri" text NOT NULL,
	"actor_uri" text NOT NULL,
	"fact" text NOT NULL,
	"digest" text NOT NULL,
	"note" text NOT NULL,
	"activity" jsonb,
	"learnt_at" timestamptz NOT NULL,
	CONSTRAINT "pact_facts_pact_uri_actor_uri_fact_digest_pk" PRIMARY KEY("pact_uri","actor_uri","fact","digest")
);
--> statement-breakpoint
CREATE TABLE "pact_parties" (
	"pact_id" bigint NOT NULL,
	"uri" text NOT NULL,
	CONSTRAINT "pact_parties_pact_id_uri_pk" PRIMARY KEY("pact_id","uri")
);
--> statement-breakpoint
CREATE TABLE "pacts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"text" jsonb NOT NULL,
	"visibility" text NOT NULL,
	"valid_until" date NOT NULL,
	"state" text NOT NULL,
	"in_force_at" timestamptz,
	"ended_at" timestamptz,
	"drafted_at" timestamptz NOT NULL,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "pacts_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "poll_votes" (
	"post_id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "poll_votes_post_id_actor_id_position_pk" PRIMARY KEY("post_id","actor_id","position")
);
--> statement-breakpoint
CREATE TABLE "polls" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"options" text[] NOT NULL,
	"votes" integer[] NOT NULL,
	"voters" integer DEFAULT 0 NOT NULL,
	"multiple" boolean NOT NULL,
	"electorate" text NOT NULL,
	"ends_at" timestamptz,
	"closed_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "pins" (
	"id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "pins_actor_id_post_id_pk" PRIMARY KEY("actor_id","post_id"),
	CONSTRAINT "pins_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "mentions" (
	"post_id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	CONSTRAINT "mentions_post_id_actor_id_pk" PRIMARY KEY("post_id","actor_id")
);
--> statement-breakpoint
CREATE TABLE "post_versions" (
	"post_id" bigint NOT NULL,
	"since" timestamptz NOT NULL,
	"title" text,
	"warning" text,
	"sensitive" boolean NOT NULL,
	"content" text NOT NULL,
	"images" jsonb NOT NULL,
	CONSTRAINT "post_versions_post_id_since_pk" PRIMARY KEY("post_id","since")
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL,
	"post_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"token_id" bigint PRIMARY KEY NOT NULL,
	"actor_id" bigint NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"standard" boolean NOT NULL,
	"alerts" text[] NOT NULL,
	"token" "bytea" NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text,
	"reporter_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	"posts" text[] NOT NULL,
	"category" text NOT NULL,
	"comment" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"settled_at" timestamptz,
	CONSTRAINT "reports_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"actor_id" bigint NOT NULL,
	"key" text NOT NULL,
	"post_id" bigint,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "idempotency_keys_actor_id_key_pk" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "scheduled_statuses" (
	"id" bigint PRIMARY KEY NOT NULL,
	"actor_id" bigint NOT NULL,
	"account_id" bigint NOT NULL,
	"status" jsonb NOT NULL,
	"scheduled_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "home_entries" (
	"owner_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	CONSTRAINT "home_entries_owner_id_id_pk" PRIMARY KEY("owner_id","id")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" bigint PRIMARY KEY NOT NULL,
	"actor_id" bigint NOT NULL,
	"media" text NOT NULL,
	"preview" text NOT NULL,
	"media_type" text NOT NULL,
	"alt" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"blurhash" text NOT NULL,
	"focus_x" real,
	"focus_y" real,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
DROP INDEX "proposals_point";--> statement-breakpoint
DROP INDEX "proposals_search";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email_confirmed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "member_id" bigint;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "seen_at" timestamptz;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "agent" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "avatar_url" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "header_url" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "fields" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "automated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "affiliations" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "attestations" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "upcoming_events" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "charter" text;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "line" integer;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "id" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "preview" text;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "blurhash" text;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "focus_x" real;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "focus_y" real;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "warning" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "sensitive" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "emojis" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "conversation_id" bigint;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "position" "cube";--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "cell" integer;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "returns" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "account_exports" ADD CONSTRAINT "account_exports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_keys" ADD CONSTRAINT "account_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_steps" ADD CONSTRAINT "second_steps_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attestations" ADD CONSTRAINT "attestations_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aversions" ADD CONSTRAINT "aversions_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aversions" ADD CONSTRAINT "aversions_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "muted_hosts" ADD CONSTRAINT "muted_hosts_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charter_versions" ADD CONSTRAINT "charter_versions_published_by_actors_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_last_post_id_posts_id_fk" FOREIGN KEY ("last_post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "muted_conversations" ADD CONSTRAINT "muted_conversations_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_post_id_polls_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."polls"("post_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "electoral_roll" ADD CONSTRAINT "electoral_roll_post_id_polls_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."polls"("post_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "electoral_roll" ADD CONSTRAINT "electoral_roll_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_keywords" ADD CONSTRAINT "filter_keywords_filter_id_filters_id_fk" FOREIGN KEY ("filter_id") REFERENCES "public"."filters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_posts" ADD CONSTRAINT "filter_posts_filter_id_filters_id_fk" FOREIGN KEY ("filter_id") REFERENCES "public"."filters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_posts" ADD CONSTRAINT "filter_posts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filters" ADD CONSTRAINT "filters_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "followed_tags" ADD CONSTRAINT "followed_tags_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_members" ADD CONSTRAINT "list_members_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_members" ADD CONSTRAINT "list_members_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "markers" ADD CONSTRAINT "markers_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profile_pictures" ADD CONSTRAINT "profile_pictures_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "affiliations" ADD CONSTRAINT "affiliations_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_counterpart_id_actors_id_fk" FOREIGN KEY ("counterpart_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_about_post_id_posts_id_fk" FOREIGN KEY ("about_post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_policies" ADD CONSTRAINT "notification_policies_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_recipient_id_actors_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_app_id_oauth_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."oauth_apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_app_id_oauth_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."oauth_apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_post_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("post_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_offer_id_posts_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_response_id_agreements_id_fk" FOREIGN KEY ("response_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledges" ADD CONSTRAINT "pledges_order_id_orders_post_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("post_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledges" ADD CONSTRAINT "pledges_buyer_id_actors_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledges" ADD CONSTRAINT "pledges_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pact_parties" ADD CONSTRAINT "pact_parties_pact_id_pacts_id_fk" FOREIGN KEY ("pact_id") REFERENCES "public"."pacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_post_id_polls_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."polls"("post_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "polls" ADD CONSTRAINT "polls_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pins" ADD CONSTRAINT "pins_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pins" ADD CONSTRAINT "pins_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_versions" ADD CONSTRAINT "post_versions_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_token_id_oauth_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."oauth_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_actors_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_statuses" ADD CONSTRAINT "scheduled_statuses_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_statuses" ADD CONSTRAINT "scheduled_statuses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_entries" ADD CONSTRAINT "home_entries_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_entries" ADD CONSTRAINT "home_entries_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_entries" ADD CONSTRAINT "home_entries_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_exports_account" ON "account_exports" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "account_exports_asked" ON "account_exports" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "account_keys_account" ON "account_keys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "account_keys_expiry" ON "account_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkey_challenges_account" ON "passkey_challenges" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "passkey_challenges_expiry" ON "passkey_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_account" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "attestations_subject" ON "attestations" USING btree ("subject_uri","post_id");--> statement-breakpoint
CREATE INDEX "aversions_owner" ON "aversions" USING btree ("owner_id","kind","id");--> statement-breakpoint
CREATE INDEX "aversions_target" ON "aversions" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "aversions_ends" ON "aversions" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "muted_hosts_owner" ON "muted_hosts" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "bookmarks_actor" ON "bookmarks" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "bookmarks_post" ON "bookmarks" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "charter_versions_person" ON "charter_versions" USING btree ("published_by");--> statement-breakpoint
CREATE INDEX "conversations_owner" ON "conversations" USING btree ("owner_id","last_post_id");--> statement-breakpoint
CREATE INDEX "conversations_last_post" ON "conversations" USING btree ("last_post_id");--> statement-breakpoint
CREATE INDEX "electoral_roll_member" ON "electoral_roll" USING btree ("member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "attendances_once" ON "attendances" USING btree ("post_id","actor_id");--> statement-breakpoint
CREATE INDEX "attendances_post" ON "attendances" USING btree ("post_id","state","id");--> statement-breakpoint
CREATE INDEX "attendances_actor" ON "attendances" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "attendances_to_tell" ON "attendances" USING btree ("id") WHERE to_tell;--> statement-breakpoint
CREATE INDEX "events_ends" ON "events" USING btree ("ends_at") WHERE public;--> statement-breakpoint
CREATE INDEX "events_starts" ON "events" USING btree ("starts_at","post_id") WHERE public;--> statement-breakpoint
CREATE INDEX "events_owner" ON "events" USING btree ("owner_id","starts_at","post_id");--> statement-breakpoint
CREATE INDEX "events_group" ON "events" USING btree ("group_id","starts_at","post_id");--> statement-breakpoint
CREATE INDEX "events_comune" ON "events" USING btree (lower("comune"),"starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "favourites_once" ON "favourites" USING btree ("post_id","actor_id");--> statement-breakpoint
CREATE INDEX "favourites_actor" ON "favourites" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "favourites_post" ON "favourites" USING btree ("post_id","id");--> statement-breakpoint
CREATE INDEX "filter_keywords_filter" ON "filter_keywords" USING btree ("filter_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "filter_posts_once" ON "filter_posts" USING btree ("filter_id","post_id");--> statement-breakpoint
CREATE INDEX "filter_posts_post" ON "filter_posts" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "filters_owner" ON "filters" USING btree ("owner_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "followed_tags_once" ON "followed_tags" USING btree ("owner_id","name");--> statement-breakpoint
CREATE INDEX "followed_tags_owner" ON "followed_tags" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "followed_tags_name" ON "followed_tags" USING btree ("name");--> statement-breakpoint
CREATE INDEX "letters_created" ON "letters" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "letters_email" ON "letters" USING btree ("email");--> statement-breakpoint
CREATE INDEX "list_members_actor" ON "list_members" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "lists_owner" ON "lists" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "applications_state" ON "applications" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "applications_account" ON "applications" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "applications_member" ON "applications" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "affiliations_member" ON "affiliations" USING btree ("member_uri") WHERE listed;--> statement-breakpoint
CREATE INDEX "memberships_pair" ON "memberships" USING btree ("member_id","group_id");--> statement-breakpoint
CREATE INDEX "memberships_group" ON "memberships" USING btree ("group_id","state","id");--> statement-breakpoint
CREATE INDEX "memberships_group_changed" ON "memberships" USING btree ("group_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "memberships_member" ON "memberships" USING btree ("member_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "notes_target" ON "notes" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "notices_counterpart" ON "notices" USING btree ("counterpart_id");--> statement-breakpoint
CREATE INDEX "notices_about" ON "notices" USING btree ("about_post_id");--> statement-breakpoint
CREATE INDEX "notifications_recipient" ON "notifications" USING btree ("recipient_id","id") WHERE NOT filtered;--> statement-breakpoint
CREATE INDEX "notifications_filtered" ON "notifications" USING btree ("recipient_id","actor_id","id") WHERE filtered;--> statement-breakpoint
CREATE INDEX "notifications_group" ON "notifications" USING btree ("recipient_id","group_key","id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once" ON "notifications" USING btree ("recipient_id","kind","actor_id",coalesce("post_id", 0));--> statement-breakpoint
CREATE INDEX "notifications_post" ON "notifications" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "notifications_age" ON "notifications" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notifications_actor" ON "notifications" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "oauth_apps_created" ON "oauth_apps" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "oauth_codes_expires" ON "oauth_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "oauth_codes_app" ON "oauth_codes" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "oauth_codes_account" ON "oauth_codes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "oauth_codes_actor" ON "oauth_codes" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "oauth_tokens_app" ON "oauth_tokens" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "oauth_tokens_account" ON "oauth_tokens" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "oauth_tokens_actor" ON "oauth_tokens" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "order_lines_offer" ON "order_lines" USING btree ("offer_id");--> statement-breakpoint
CREATE INDEX "order_lines_response" ON "order_lines" USING btree ("response_id");--> statement-breakpoint
CREATE INDEX "orders_open" ON "orders" USING btree ("closes_at","post_id") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "orders_ended" ON "orders" USING btree ("closes_at","post_id") WHERE state <> 'open' AND public;--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("closes_at") WHERE own AND state = 'open';--> statement-breakpoint
CREATE INDEX "orders_untold" ON "orders" USING btree ("untold_since") WHERE own AND untold_since IS NOT NULL;--> statement-breakpoint
CREATE INDEX "orders_owner" ON "orders" USING btree ("owner_id","post_id");--> statement-breakpoint
CREATE INDEX "pledges_order" ON "pledges" USING btree ("order_id","state","id");--> statement-breakpoint
CREATE INDEX "pledges_versions" ON "pledges" USING btree ("order_id","line","buyer_id","offered_at");--> statement-breakpoint
CREATE INDEX "pledges_buyer" ON "pledges" USING btree ("buyer_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "pledges_agreement" ON "pledges" USING btree ("agreement_id");--> statement-breakpoint
CREATE INDEX "pact_facts_age" ON "pact_facts" USING btree ("learnt_at");--> statement-breakpoint
CREATE INDEX "pact_parties_uri" ON "pact_parties" USING btree ("uri","pact_id");--> statement-breakpoint
CREATE INDEX "pacts_public" ON "pacts" USING btree ("changed_at","id") WHERE visibility = 'public' AND state = 'in-force';--> statement-breakpoint
CREATE INDEX "poll_votes_actor" ON "poll_votes" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "polls_due" ON "polls" USING btree ("ends_at") WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX "polls_decisions" ON "polls" USING btree ("post_id") WHERE electorate <> 'anyone';--> statement-breakpoint
CREATE INDEX "pins_actor" ON "pins" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "pins_post" ON "pins" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "mentions_actor" ON "mentions" USING btree ("actor_id","post_id");--> statement-breakpoint
CREATE INDEX "search_words_alike" ON "search_words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "search_words_post" ON "search_words" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "push_subscriptions_actor" ON "push_subscriptions" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "reports_open" ON "reports" USING btree ("id") WHERE settled_at IS NULL;--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter_id");--> statement-breakpoint
CREATE INDEX "reports_target" ON "reports" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_post" ON "idempotency_keys" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "scheduled_statuses_due" ON "scheduled_statuses" USING btree ("scheduled_at");--> statement-breakpoint
CREATE INDEX "scheduled_statuses_actor" ON "scheduled_statuses" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "scheduled_statuses_account" ON "scheduled_statuses" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "home_entries_once" ON "home_entries" USING btree ("owner_id","post_id");--> statement-breakpoint
CREATE INDEX "home_entries_post" ON "home_entries" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "home_entries_actor" ON "home_entries" USING btree ("owner_id","actor_id","id");--> statement-breakpoint
CREATE INDEX "home_entries_by" ON "home_entries" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "uploads_actor" ON "uploads" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "uploads_age" ON "uploads" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitations_member" ON "invitations" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "actors_member_of" ON "actors" USING gin ("member_of");--> statement-breakpoint
CREATE INDEX "posts_public" ON "posts" USING btree ("id") WHERE deleted_at IS NULL AND visibility = 'public' AND in_reply_to IS NULL;--> statement-breakpoint
CREATE INDEX "posts_public_own" ON "posts" USING btree ("id") WHERE deleted_at IS NULL AND visibility = 'public' AND in_reply_to IS NULL AND received IS NULL;--> statement-breakpoint
CREATE INDEX "posts_conversation" ON "posts" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE INDEX "proposals_owner" ON "proposals" USING btree ("owner_id","post_id") WHERE own;--> statement-breakpoint
CREATE INDEX "proposals_position" ON "proposals" USING gist ("position") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "proposals_search" ON "proposals" USING gin ("search","sectors","returns","conforms_to","unit","group_id",lower("comune")) WHERE state = 'open' AND public;--> statement-breakpoint
ALTER TABLE "post_images" ADD CONSTRAINT "post_images_id_unique" UNIQUE("id");--> statement-breakpoint
-- What was there before: where proposals are and what they ask in return, so that they are found by it.
UPDATE proposals SET
  cell = (floor((latitude + 90) * 4) * 1440 + floor((longitude + 180) * 4))::int,
  position = cube(ARRAY[
    6371 * cos(radians(latitude)) * cos(radians(longitude)),
    6371 * cos(radians(latitude)) * sin(radians(longitude)),
    6371 * sin(radians(latitude))])
WHERE latitude IS NOT NULL AND longitude IS NOT NULL;--> statement-breakpoint
UPDATE proposals p SET returns = coalesce((
  SELECT array_agg(DISTINCT CASE
    WHEN r.conforms_to = 'https://www.wikidata.org/wiki/Q4916' THEN 'euro'
    WHEN r.conforms_to = 'https://w3id.org/des/ns#TimeBankHour' OR r.unit = 'hour' OR r.action = 'deliverService' THEN 'hours'
    WHEN r.conforms_to IS NOT NULL AND r.unit = 'one' THEN 'voucher'
    ELSE 'goods' END)
  FROM reciprocals r WHERE r.post_id = p.post_id), CASE WHEN negotiable THEN '{}' ELSE '{gift}'::text[] END)
  || CASE WHEN negotiable THEN '{negotiable}'::text[] ELSE '{}' END;--> statement-breakpoint
-- Districts and associations have a list of who belongs to them, and members stand in that of their district.
UPDATE actors SET affiliations = uri || '/affiliations'
WHERE host IS NULL AND deleted_at IS NULL AND affiliations IS NULL
  AND (type = 'Group' OR kind = 'https://w3id.org/des/ns#Association'
    OR id IN (SELECT id FROM members WHERE kind = 'association'));--> statement-breakpoint
INSERT INTO memberships (id, join_uri, member_id, group_id, message, state, asked_at, admitted_at, changed_at)
SELECT m.id, replace(g.uri, '/actors/' || g.id, '/activities/' || m.id), m.id, g.id, '', 'admitted', m.joined_at, m.joined_at, m.joined_at
FROM members m CROSS JOIN node n JOIN actors g ON g.id = n.group_id
WHERE m.left_at IS NULL
ON CONFLICT DO NOTHING;
