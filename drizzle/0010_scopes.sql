CREATE TABLE "proposal_hearers" (
	"post_id" bigint NOT NULL,
	"group_id" bigint NOT NULL,
	CONSTRAINT "proposal_hearers_post_id_group_id_pk" PRIMARY KEY("post_id","group_id")
);
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "scope" text DEFAULT 'fediverse' NOT NULL;--> statement-breakpoint
ALTER TABLE "proposal_hearers" ADD CONSTRAINT "proposal_hearers_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_hearers" ADD CONSTRAINT "proposal_hearers_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "proposal_hearers_group" ON "proposal_hearers" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "proposals_scoped" ON "proposals" USING btree ("published_at","post_id") WHERE scope <> 'fediverse';