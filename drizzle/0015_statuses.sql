CREATE TABLE "bookmarks" (
	"id" bigint NOT NULL,
	"actor_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "bookmarks_actor_id_post_id_pk" PRIMARY KEY("actor_id","post_id"),
	CONSTRAINT "bookmarks_id_unique" UNIQUE("id")
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
CREATE TABLE "favourites" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "favourites_uri_unique" UNIQUE("uri")
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
ALTER TABLE "post_images" ADD COLUMN "id" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "preview" text;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "blurhash" text;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "focus_x" real;--> statement-breakpoint
ALTER TABLE "post_images" ADD COLUMN "focus_y" real;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "warning" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "sensitive" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "emojis" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "conversation_id" bigint;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_last_post_id_posts_id_fk" FOREIGN KEY ("last_post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "muted_conversations" ADD CONSTRAINT "muted_conversations_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_counterpart_id_actors_id_fk" FOREIGN KEY ("counterpart_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_about_post_id_posts_id_fk" FOREIGN KEY ("about_post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_policies" ADD CONSTRAINT "notification_policies_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_recipient_id_actors_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pins" ADD CONSTRAINT "pins_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pins" ADD CONSTRAINT "pins_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_versions" ADD CONSTRAINT "post_versions_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_statuses" ADD CONSTRAINT "scheduled_statuses_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_statuses" ADD CONSTRAINT "scheduled_statuses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_entries" ADD CONSTRAINT "home_entries_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_entries" ADD CONSTRAINT "home_entries_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_entries" ADD CONSTRAINT "home_entries_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bookmarks_actor" ON "bookmarks" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "bookmarks_post" ON "bookmarks" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "conversations_owner" ON "conversations" USING btree ("owner_id","last_post_id");--> statement-breakpoint
CREATE INDEX "conversations_last_post" ON "conversations" USING btree ("last_post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "favourites_once" ON "favourites" USING btree ("post_id","actor_id");--> statement-breakpoint
CREATE INDEX "favourites_actor" ON "favourites" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "favourites_post" ON "favourites" USING btree ("post_id","id");--> statement-breakpoint
CREATE INDEX "notices_counterpart" ON "notices" USING btree ("counterpart_id");--> statement-breakpoint
CREATE INDEX "notices_about" ON "notices" USING btree ("about_post_id");--> statement-breakpoint
CREATE INDEX "notifications_recipient" ON "notifications" USING btree ("recipient_id","id") WHERE NOT filtered;--> statement-breakpoint
CREATE INDEX "notifications_filtered" ON "notifications" USING btree ("recipient_id","actor_id","id") WHERE filtered;--> statement-breakpoint
CREATE INDEX "notifications_group" ON "notifications" USING btree ("recipient_id","group_key","id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once" ON "notifications" USING btree ("recipient_id","kind","actor_id",coalesce("post_id", 0));--> statement-breakpoint
CREATE INDEX "notifications_post" ON "notifications" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "notifications_age" ON "notifications" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notifications_actor" ON "notifications" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "pins_actor" ON "pins" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "pins_post" ON "pins" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "mentions_actor" ON "mentions" USING btree ("actor_id","post_id");--> statement-breakpoint
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
CREATE INDEX "posts_public" ON "posts" USING btree ("id") WHERE deleted_at IS NULL AND visibility = 'public' AND in_reply_to IS NULL;--> statement-breakpoint
CREATE INDEX "posts_public_own" ON "posts" USING btree ("id") WHERE deleted_at IS NULL AND visibility = 'public' AND in_reply_to IS NULL AND received IS NULL;--> statement-breakpoint
CREATE INDEX "posts_conversation" ON "posts" USING btree ("conversation_id","id");--> statement-breakpoint
ALTER TABLE "post_images" ADD CONSTRAINT "post_images_id_unique" UNIQUE("id");