CREATE TABLE "self_assessments" (
	"member_id" bigint NOT NULL,
	"year" integer NOT NULL,
	"answers" jsonb NOT NULL,
	"shown" boolean NOT NULL,
	"written_at" timestamptz NOT NULL,
	CONSTRAINT "self_assessments_member_id_year_pk" PRIMARY KEY("member_id","year")
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
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_request_id_posts_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_offer_id_posts_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_dismissed_by_actors_id_fk" FOREIGN KEY ("dismissed_by") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "self_assessments_year" ON "self_assessments" USING btree ("year","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "matches_pair" ON "matches" USING btree ("request_id","offer_id");--> statement-breakpoint
CREATE INDEX "matches_offer" ON "matches" USING btree ("offer_id");--> statement-breakpoint
CREATE INDEX "matches_open" ON "matches" USING btree ("id") WHERE dismissed_at IS NULL;--> statement-breakpoint
CREATE INDEX "matches_untold" ON "matches" USING btree ("id") WHERE told_at IS NULL AND dismissed_at IS NULL;--> statement-breakpoint
CREATE INDEX "matches_told" ON "matches" USING btree ("told_at");--> statement-breakpoint
CREATE INDEX "matches_dismissed_by" ON "matches" USING btree ("dismissed_by");--> statement-breakpoint
CREATE INDEX "agreements_proposed" ON "agreements" USING btree ("proposed_at");--> statement-breakpoint
CREATE INDEX "posts_written" ON "posts" USING btree ("kind","published_at") WHERE received IS NULL;