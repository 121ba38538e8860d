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
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_post_id_polls_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."polls"("post_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "polls" ADD CONSTRAINT "polls_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "poll_votes_actor" ON "poll_votes" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "polls_due" ON "polls" USING btree ("ends_at") WHERE closed_at IS NULL;