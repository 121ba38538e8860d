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
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attendances_once" ON "attendances" USING btree ("post_id","actor_id");--> statement-breakpoint
CREATE INDEX "attendances_post" ON "attendances" USING btree ("post_id","state","id");--> statement-breakpoint
CREATE INDEX "attendances_actor" ON "attendances" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "events_ends" ON "events" USING btree ("ends_at") WHERE public;--> statement-breakpoint
CREATE INDEX "events_starts" ON "events" USING btree ("starts_at","post_id") WHERE public;--> statement-breakpoint
CREATE INDEX "events_owner" ON "events" USING btree ("owner_id","starts_at","post_id");--> statement-breakpoint
CREATE INDEX "events_group" ON "events" USING btree ("group_id","starts_at","post_id");--> statement-breakpoint
CREATE INDEX "events_comune" ON "events" USING btree (lower("comune"),"starts_at");