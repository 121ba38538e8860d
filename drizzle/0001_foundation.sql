CREATE TABLE "accounts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"person_id" bigint NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"disabled_at" timestamptz,
	CONSTRAINT "accounts_person_id_unique" UNIQUE("person_id")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"used_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "representatives" (
	"account_id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	CONSTRAINT "representatives_account_id_actor_id_pk" PRIMARY KEY("account_id","actor_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"resets_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "actors" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"type" text NOT NULL,
	"host" text,
	"handle" text NOT NULL,
	"name" text NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"url" text NOT NULL,
	"kind" text,
	"sectors" text[] DEFAULT '{}' NOT NULL,
	"comune" text,
	"province" text,
	"region" text,
	"postal_code" text,
	"country" text,
	"latitude" double precision,
	"longitude" double precision,
	"site" text,
	"vat_number" text,
	"member_of" text[] DEFAULT '{}' NOT NULL,
	"inbox" text NOT NULL,
	"shared_inbox" text,
	"outbox" text,
	"followers" text,
	"offers" text,
	"manually_approves" boolean DEFAULT false NOT NULL,
	"discoverable" boolean DEFAULT false NOT NULL,
	"indexable" boolean DEFAULT false NOT NULL,
	"created_at" timestamptz NOT NULL,
	"updated_at" timestamptz NOT NULL,
	"fetched_at" timestamptz,
	"suspended_at" timestamptz,
	"deleted_at" timestamptz,
	CONSTRAINT "actors_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"id" bigint PRIMARY KEY NOT NULL,
	"offer_uri" text NOT NULL,
	"uri" text,
	"post_id" bigint NOT NULL,
	"stock_post_id" bigint,
	"owner_id" bigint NOT NULL,
	"responder_id" bigint NOT NULL,
	"purpose" text NOT NULL,
	"title" text NOT NULL,
	"quantity" numeric NOT NULL,
	"unit" text NOT NULL,
	"in_return" jsonb NOT NULL,
	"message" text NOT NULL,
	"state" text NOT NULL,
	"stock_taken" boolean DEFAULT false NOT NULL,
	"proposed_at" timestamptz NOT NULL,
	"accepted_at" timestamptz,
	"rejected_at" timestamptz,
	"withdrawn_at" timestamptz,
	"cancelled_at" timestamptz,
	"owner_done_at" timestamptz,
	"responder_done_at" timestamptz,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "agreements_offer_uri_unique" UNIQUE("offer_uri"),
	CONSTRAINT "agreements_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "early_agreement_facts" (
	"uri" text NOT NULL,
	"fact" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"note" text NOT NULL,
	"received_at" timestamptz NOT NULL,
	CONSTRAINT "early_agreement_facts_uri_fact_actor_id_pk" PRIMARY KEY("uri","fact","actor_id")
);
--> statement-breakpoint
CREATE TABLE "follows" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"follower_id" bigint NOT NULL,
	"followed_id" bigint NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "follows_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "domain_events" (
	"id" bigint PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"actor_id" bigint,
	"subject_id" bigint,
	"data" jsonb NOT NULL,
	"caller" text NOT NULL,
	"occurred_at" timestamptz NOT NULL,
	"relayed_at" timestamptz,
	"relay_failures" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"sectors" text[] NOT NULL,
	"comune" text,
	"site" text,
	"vat_number" text,
	"email" text,
	"shows" text[] NOT NULL,
	"joined_at" timestamptz NOT NULL,
	"left_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "blocked_hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "node" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"application_id" bigint NOT NULL,
	"group_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "announces" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"published_at" timestamptz NOT NULL,
	"undone" boolean DEFAULT false NOT NULL,
	CONSTRAINT "announces_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "post_images" (
	"post_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"media" text,
	"url" text NOT NULL,
	"media_type" text NOT NULL,
	"alt" text NOT NULL,
	"width" integer,
	"height" integer,
	CONSTRAINT "post_images_post_id_position_pk" PRIMARY KEY("post_id","position")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"url" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"visibility" text NOT NULL,
	"title" text,
	"content" text NOT NULL,
	"source" text,
	"language" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"audience_id" bigint,
	"in_reply_to" text,
	"recipient_id" bigint,
	"published_at" timestamptz NOT NULL,
	"updated_at" timestamptz,
	"deleted_at" timestamptz,
	"received" jsonb,
	CONSTRAINT "posts_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"uri" text PRIMARY KEY NOT NULL,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"group_id" bigint,
	"own" boolean NOT NULL,
	"public" boolean NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"action" text NOT NULL,
	"unit_based" boolean NOT NULL,
	"negotiable" boolean NOT NULL,
	"conforms_to" text,
	"classified_as" text[] DEFAULT '{}' NOT NULL,
	"sectors" text[] DEFAULT '{}' NOT NULL,
	"unit" text,
	"quantity" numeric,
	"available" numeric,
	"minimum" numeric,
	"comune" text,
	"province" text,
	"region" text,
	"postal_code" text,
	"country" text,
	"latitude" double precision,
	"longitude" double precision,
	"expires_at" timestamptz,
	"published_at" timestamptz NOT NULL,
	"search" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reciprocals" (
	"post_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"action" text NOT NULL,
	"conforms_to" text,
	"label" text,
	"unit" text,
	"amount" numeric,
	CONSTRAINT "reciprocals_post_id_position_pk" PRIMARY KEY("post_id","position")
);
--> statement-breakpoint
CREATE TABLE "received_activities" (
	"uri" text PRIMARY KEY NOT NULL,
	"received_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"uri" text PRIMARY KEY NOT NULL,
	"actor_id" bigint NOT NULL,
	"algorithm" text NOT NULL,
	"public_key" text NOT NULL,
	"private_key" "bytea",
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activities" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"type" text NOT NULL,
	"subject_id" bigint,
	"json" text NOT NULL,
	"public" boolean NOT NULL,
	"listed" boolean NOT NULL,
	"published_at" timestamptz NOT NULL,
	CONSTRAINT "activities_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "document_cache" (
	"key" text[] PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"created" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
	"ttl" interval
);
--> statement-breakpoint
CREATE TABLE "queue_dead_letters" (
	"id" bigint PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"lane" text NOT NULL,
	"payload" jsonb NOT NULL,
	"attempts" integer NOT NULL,
	"enqueued_at" timestamptz NOT NULL,
	"dead_at" timestamptz NOT NULL,
	"last_error" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queue_lanes" (
	"type" text NOT NULL,
	"lane" text NOT NULL,
	"next_attempt_at" timestamptz,
	"paused_until" timestamptz,
	"lease" uuid,
	"leased_until" timestamptz,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_success_at" timestamptz,
	"last_failure_at" timestamptz,
	"last_error" text,
	CONSTRAINT "queue_lanes_type_lane_pk" PRIMARY KEY("type","lane")
);
--> statement-breakpoint
CREATE TABLE "queue_messages" (
	"type" text NOT NULL,
	"lane" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "queue_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"payload" jsonb NOT NULL,
	"enqueued_at" timestamptz NOT NULL,
	"not_before" timestamptz,
	"dedupe_key" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"crashes" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "queue_messages_type_lane_id_pk" PRIMARY KEY("type","lane","id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_actors_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representatives" ADD CONSTRAINT "representatives_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representatives" ADD CONSTRAINT "representatives_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_stock_post_id_posts_id_fk" FOREIGN KEY ("stock_post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_responder_id_actors_id_fk" FOREIGN KEY ("responder_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "early_agreement_facts" ADD CONSTRAINT "early_agreement_facts_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_follower_id_actors_id_fk" FOREIGN KEY ("follower_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_followed_id_actors_id_fk" FOREIGN KEY ("followed_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_id_actors_id_fk" FOREIGN KEY ("id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node" ADD CONSTRAINT "node_application_id_actors_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node" ADD CONSTRAINT "node_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announces" ADD CONSTRAINT "announces_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announces" ADD CONSTRAINT "announces_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_images" ADD CONSTRAINT "post_images_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_audience_id_actors_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_recipient_id_actors_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reciprocals" ADD CONSTRAINT "reciprocals_post_id_proposals_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."proposals"("post_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "keys" ADD CONSTRAINT "keys_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email" ON "accounts" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "representatives_actor" ON "representatives" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "attempts_resets" ON "attempts" USING btree ("resets_at");--> statement-breakpoint
CREATE UNIQUE INDEX "actors_handle_host" ON "actors" USING btree (lower("handle"),coalesce("host", ''));--> statement-breakpoint
CREATE INDEX "actors_directory" ON "actors" USING btree ("name" COLLATE "it-x-icu","id") WHERE host IS NULL AND deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX "actors_words" ON "actors" USING gin (to_tsvector('italian_unaccented', "name" || ' ' || "summary")) WHERE host IS NULL AND deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX "actors_host" ON "actors" USING btree ("host");--> statement-breakpoint
CREATE INDEX "agreements_owner" ON "agreements" USING btree ("owner_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "agreements_responder" ON "agreements" USING btree ("responder_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "agreements_post" ON "agreements" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "agreements_stock_post" ON "agreements" USING btree ("stock_post_id");--> statement-breakpoint
CREATE INDEX "early_agreement_facts_age" ON "early_agreement_facts" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "early_agreement_facts_actor" ON "early_agreement_facts" USING btree ("actor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "follows_pair" ON "follows" USING btree ("follower_id","followed_id");--> statement-breakpoint
CREATE INDEX "follows_followed" ON "follows" USING btree ("followed_id","state","id");--> statement-breakpoint
CREATE INDEX "follows_follower" ON "follows" USING btree ("follower_id","state","id");--> statement-breakpoint
CREATE INDEX "domain_events_unrelayed" ON "domain_events" USING btree ("id") WHERE relayed_at IS NULL;--> statement-breakpoint
CREATE INDEX "domain_events_subject" ON "domain_events" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "domain_events_actor" ON "domain_events" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "members_joined" ON "members" USING btree ("joined_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "announces_once" ON "announces" USING btree ("actor_id","post_id") WHERE NOT undone;--> statement-breakpoint
CREATE INDEX "announces_post" ON "announces" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "announces_actor" ON "announces" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "posts_actor" ON "posts" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "posts_kind" ON "posts" USING btree ("kind","published_at","id") WHERE deleted_at IS NULL AND visibility = 'public';--> statement-breakpoint
CREATE INDEX "posts_own" ON "posts" USING btree ("kind","published_at","id") WHERE deleted_at IS NULL AND received IS NULL;--> statement-breakpoint
CREATE INDEX "posts_actor_kind" ON "posts" USING btree ("actor_id","kind","published_at","id") WHERE deleted_at IS NULL AND visibility = 'public';--> statement-breakpoint
CREATE INDEX "posts_audience" ON "posts" USING btree ("audience_id","id");--> statement-breakpoint
CREATE INDEX "posts_in_reply_to" ON "posts" USING btree ("in_reply_to");--> statement-breakpoint
CREATE INDEX "posts_tags" ON "posts" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "posts_recipient" ON "posts" USING btree ("recipient_id","id");--> statement-breakpoint
CREATE INDEX "tombstones_age" ON "tombstones" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "proposals_open" ON "proposals" USING btree ("published_at","post_id") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "proposals_open_purpose" ON "proposals" USING btree ("purpose","published_at","post_id") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "proposals_open_comune" ON "proposals" USING btree (lower("comune"),"published_at","post_id") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "proposals_open_owner" ON "proposals" USING btree ("owner_id","published_at","post_id") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "proposals_open_group" ON "proposals" USING btree ("group_id","post_id") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "proposals_open_own" ON "proposals" USING btree ("purpose","published_at","post_id") WHERE state = 'open' AND public AND own;--> statement-breakpoint
CREATE INDEX "proposals_search" ON "proposals" USING gin ("search","sectors",lower("comune")) WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "proposals_expiry" ON "proposals" USING btree ("expires_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "proposals_ended" ON "proposals" USING btree ("post_id") WHERE state <> 'open';--> statement-breakpoint
CREATE INDEX "proposals_point" ON "proposals" USING gist (point("longitude", "latitude"));--> statement-breakpoint
CREATE INDEX "received_activities_age" ON "received_activities" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "keys_actor" ON "keys" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "activities_outbox" ON "activities" USING btree ("actor_id","id") WHERE listed;--> statement-breakpoint
CREATE INDEX "activities_subject" ON "activities" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "document_cache_created" ON "document_cache" USING btree ("created");--> statement-breakpoint
CREATE INDEX "queue_lanes_due" ON "queue_lanes" USING btree ("type","next_attempt_at") WHERE "queue_lanes"."next_attempt_at" is not null;--> statement-breakpoint
CREATE INDEX "queue_messages_delayed" ON "queue_messages" USING btree ("type","lane","not_before") WHERE "queue_messages"."not_before" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "queue_messages_dedupe" ON "queue_messages" USING btree ("type","lane","dedupe_key") WHERE "queue_messages"."dedupe_key" is not null;