CREATE TABLE "digests" (
	"account_id" bigint PRIMARY KEY NOT NULL,
	"created_at" timestamptz NOT NULL,
	"looked_until" timestamptz NOT NULL,
	"next_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"query" jsonb NOT NULL,
	"filter" jsonb NOT NULL,
	"often" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"looked_until" timestamptz NOT NULL,
	"next_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "self_assessments" (
	"member_id" bigint NOT NULL,
	"year" integer NOT NULL,
	"answers" jsonb NOT NULL,
	"shown" boolean NOT NULL,
	"written_at" timestamptz NOT NULL,
	CONSTRAINT "self_assessments_member_id_year_pk" PRIMARY KEY("member_id","year")
);
--> statement-breakpoint
CREATE TABLE "discoveries" (
	"id" bigint PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"started_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sightings" (
	"discovery_id" bigint NOT NULL,
	"uri" text NOT NULL,
	"host" text NOT NULL,
	"depth" integer NOT NULL,
	"named_by" text,
	"state" text NOT NULL,
	"actor_id" bigint,
	"asked_at" timestamptz,
	CONSTRAINT "sightings_discovery_id_uri_pk" PRIMARY KEY("discovery_id","uri")
);
--> statement-breakpoint
CREATE TABLE "endorsements" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"target_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "email_enquiries" (
	"id" bigint PRIMARY KEY NOT NULL,
	"post_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL,
	"email" "bytea" NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"confirmed_at" timestamptz,
	"last_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "email_messages" (
	"id" bigint PRIMARY KEY NOT NULL,
	"enquiry_id" bigint NOT NULL,
	"author_id" bigint,
	"text" text NOT NULL,
	"sent_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "featured_tags" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fulfilments" (
	"agreement_id" bigint PRIMARY KEY NOT NULL,
	"direction" text NOT NULL,
	"other_id" bigint,
	"kind" text NOT NULL,
	"hours" numeric,
	"fulfilled_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "published_flows" (
	"group_id" bigint NOT NULL,
	"provider" text NOT NULL,
	"receiver" text NOT NULL,
	"year" integer NOT NULL,
	"kind" text NOT NULL,
	"agreements" integer NOT NULL,
	"hours" numeric,
	CONSTRAINT "published_flows_group_id_year_provider_receiver_kind_pk" PRIMARY KEY("group_id","year","provider","receiver","kind")
);
--> statement-breakpoint
CREATE TABLE "match_round" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"published_at" timestamptz NOT NULL,
	"request_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matches" (
	"id" bigint PRIMARY KEY NOT NULL,
	"request_id" bigint NOT NULL,
	"offer_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"kilometres" integer,
	"found_at" timestamptz NOT NULL,
	"told_at" timestamptz,
	"dismissed_at" timestamptz,
	"dismissed_by" bigint
);
--> statement-breakpoint
CREATE TABLE "allowed_hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suspensions" (
	"actor_id" bigint PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"actor_id" bigint PRIMARY KEY NOT NULL,
	"visibility" text NOT NULL,
	"sensitive" boolean NOT NULL,
	"language" text
);
--> statement-breakpoint
CREATE TABLE "proposal_hearers" (
	"post_id" bigint NOT NULL,
	"group_id" bigint NOT NULL,
	CONSTRAINT "proposal_hearers_post_id_group_id_pk" PRIMARY KEY("post_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "product_codes" (
	"owner_id" bigint NOT NULL,
	"code" text NOT NULL,
	"post_id" bigint NOT NULL,
	CONSTRAINT "product_codes_owner_id_code_pk" PRIMARY KEY("owner_id","code")
);
--> statement-breakpoint
CREATE TABLE "reconciled_collections" (
	"group_id" bigint NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"new_etag" text,
	"etag" text,
	"read_at" timestamptz,
	CONSTRAINT "reconciled_collections_group_id_name_pk" PRIMARY KEY("group_id","name")
);
--> statement-breakpoint
CREATE TABLE "reconciled_items" (
	"run_id" bigint NOT NULL,
	"uri" text NOT NULL,
	"difference" text,
	"mended" boolean,
	CONSTRAINT "reconciled_items_run_id_uri_pk" PRIMARY KEY("run_id","uri")
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"group_id" bigint PRIMARY KEY NOT NULL,
	"run_id" bigint NOT NULL,
	"started_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	"incomplete" text,
	"next_at" timestamptz NOT NULL,
	"heard_until" timestamptz NOT NULL,
	"whole_at" timestamptz,
	"failing_since" timestamptz,
	"last_error" text,
	"last_delivery_at" timestamptz,
	"lag_seconds" integer
);
--> statement-breakpoint
CREATE TABLE "dismissed_suggestions" (
	"owner_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	CONSTRAINT "dismissed_suggestions_owner_id_target_id_pk" PRIMARY KEY("owner_id","target_id")
);
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "flows" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "changes" text;--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "shows_boosts" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "notifies" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "languages" text[];--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "by_membership" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "affiliations" ADD COLUMN "asked_at" timestamptz;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "contact" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "accent" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "licence" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "takes_applications" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "allow_list_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "welcomed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "backed_up_at" timestamptz;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "scope" text DEFAULT 'fediverse' NOT NULL;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sightings" ADD CONSTRAINT "sightings_discovery_id_discoveries_id_fk" FOREIGN KEY ("discovery_id") REFERENCES "public"."discoveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sightings" ADD CONSTRAINT "sightings_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_enquiries" ADD CONSTRAINT "email_enquiries_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_enquiries" ADD CONSTRAINT "email_enquiries_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_enquiry_id_email_enquiries_id_fk" FOREIGN KEY ("enquiry_id") REFERENCES "public"."email_enquiries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_author_id_actors_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "featured_tags" ADD CONSTRAINT "featured_tags_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fulfilments" ADD CONSTRAINT "fulfilments_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fulfilments" ADD CONSTRAINT "fulfilments_other_id_actors_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_flows" ADD CONSTRAINT "published_flows_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_request_id_posts_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_offer_id_posts_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_dismissed_by_actors_id_fk" FOREIGN KEY ("dismissed_by") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspensions" ADD CONSTRAINT "suspensions_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_hearers" ADD CONSTRAINT "proposal_hearers_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_hearers" ADD CONSTRAINT "proposal_hearers_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_codes" ADD CONSTRAINT "product_codes_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_codes" ADD CONSTRAINT "product_codes_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciled_collections" ADD CONSTRAINT "reconciled_collections_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "digests_next" ON "digests" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "saved_searches_account" ON "saved_searches" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "saved_searches_next" ON "saved_searches" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "self_assessments_year" ON "self_assessments" USING btree ("year","member_id");--> statement-breakpoint
CREATE INDEX "sightings_host" ON "sightings" USING btree ("discovery_id","host");--> statement-breakpoint
CREATE INDEX "sightings_state" ON "sightings" USING btree ("discovery_id","state");--> statement-breakpoint
CREATE INDEX "sightings_actor" ON "sightings" USING btree ("actor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "endorsements_once" ON "endorsements" USING btree ("owner_id","target_id");--> statement-breakpoint
CREATE INDEX "endorsements_owner" ON "endorsements" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "endorsements_target" ON "endorsements" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "email_enquiries_owner" ON "email_enquiries" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "email_enquiries_post" ON "email_enquiries" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "email_enquiries_last" ON "email_enquiries" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "email_messages_enquiry" ON "email_messages" USING btree ("enquiry_id","id");--> statement-breakpoint
CREATE INDEX "email_messages_author" ON "email_messages" USING btree ("author_id");--> statement-breakpoint
CREATE UNIQUE INDEX "featured_tags_once" ON "featured_tags" USING btree ("owner_id","name");--> statement-breakpoint
CREATE INDEX "featured_tags_owner" ON "featured_tags" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "fulfilments_time" ON "fulfilments" USING btree ("fulfilled_at");--> statement-breakpoint
CREATE INDEX "fulfilments_other" ON "fulfilments" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "published_flows_year" ON "published_flows" USING btree ("year","provider","receiver","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "matches_pair" ON "matches" USING btree ("request_id","offer_id");--> statement-breakpoint
CREATE INDEX "matches_offer" ON "matches" USING btree ("offer_id");--> statement-breakpoint
CREATE INDEX "matches_open" ON "matches" USING btree ("id") WHERE dismissed_at IS NULL;--> statement-breakpoint
CREATE INDEX "matches_untold" ON "matches" USING btree ("id") WHERE told_at IS NULL AND dismissed_at IS NULL;--> statement-breakpoint
CREATE INDEX "matches_told" ON "matches" USING btree ("told_at");--> statement-breakpoint
CREATE INDEX "matches_dismissed_by" ON "matches" USING btree ("dismissed_by");--> statement-breakpoint
CREATE INDEX "proposal_hearers_group" ON "proposal_hearers" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "product_codes_post" ON "product_codes" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "reconciliations_next" ON "reconciliations" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "dismissed_suggestions_target" ON "dismissed_suggestions" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "actors_found" ON "actors" USING btree ("name" COLLATE "it-x-icu","id") WHERE discoverable AND indexable AND deleted_at IS NULL AND member_of <> '{}';--> statement-breakpoint
CREATE INDEX "actors_found_words" ON "actors" USING gin (to_tsvector('italian_unaccented', "name" || ' ' || "summary")) WHERE discoverable AND indexable AND deleted_at IS NULL AND member_of <> '{}';--> statement-breakpoint
CREATE INDEX "agreements_proposed" ON "agreements" USING btree ("proposed_at");--> statement-breakpoint
CREATE INDEX "follows_notifies" ON "follows" USING btree ("followed_id") WHERE notifies;--> statement-breakpoint
CREATE INDEX "posts_written" ON "posts" USING btree ("kind","published_at") WHERE received IS NULL;--> statement-breakpoint
CREATE INDEX "posts_words" ON "posts" USING gin (to_tsvector('italian_unaccented', coalesce("title", '') || ' ' || "content")) WHERE deleted_at IS NULL AND visibility = 'public';--> statement-breakpoint
CREATE INDEX "posts_replies" ON "posts" USING btree ("id") WHERE deleted_at IS NULL AND in_reply_to IS NOT NULL;--> statement-breakpoint
CREATE INDEX "posts_direct" ON "posts" USING btree ("actor_id","id") WHERE deleted_at IS NULL AND visibility = 'direct';--> statement-breakpoint
CREATE INDEX "proposals_scoped" ON "proposals" USING btree ("published_at","post_id") WHERE scope <> 'fediverse';--> statement-breakpoint
CREATE INDEX "activities_public" ON "activities" USING btree ("actor_id","id") WHERE public;