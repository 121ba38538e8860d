CREATE TABLE "endorsements" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"target_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "featured_tags" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"actor_id" bigint PRIMARY KEY NOT NULL,
	"visibility" text NOT NULL,
	"sensitive" boolean NOT NULL,
	"language" text
);
--> statement-breakpoint
CREATE TABLE "dismissed_suggestions" (
	"owner_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	CONSTRAINT "dismissed_suggestions_owner_id_target_id_pk" PRIMARY KEY("owner_id","target_id")
);
--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "shows_boosts" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "notifies" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "languages" text[];--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "featured_tags" ADD CONSTRAINT "featured_tags_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "endorsements_once" ON "endorsements" USING btree ("owner_id","target_id");--> statement-breakpoint
CREATE INDEX "endorsements_owner" ON "endorsements" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "endorsements_target" ON "endorsements" USING btree ("target_id");--> statement-breakpoint
CREATE UNIQUE INDEX "featured_tags_once" ON "featured_tags" USING btree ("owner_id","name");--> statement-breakpoint
CREATE INDEX "featured_tags_owner" ON "featured_tags" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "dismissed_suggestions_target" ON "dismissed_suggestions" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "follows_notifies" ON "follows" USING btree ("followed_id") WHERE notifies;--> statement-breakpoint
CREATE INDEX "posts_words" ON "posts" USING gin (to_tsvector('italian_unaccented', coalesce("title", '') || ' ' || "content")) WHERE deleted_at IS NULL AND visibility = 'public';--> statement-breakpoint
CREATE INDEX "posts_replies" ON "posts" USING btree ("id") WHERE deleted_at IS NULL AND in_reply_to IS NOT NULL;--> statement-breakpoint
CREATE INDEX "posts_direct" ON "posts" USING btree ("actor_id","id") WHERE deleted_at IS NULL AND visibility = 'direct';