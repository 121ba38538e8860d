CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL,
	"post_id" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "proposals_point";--> statement-breakpoint
DROP INDEX "proposals_search";--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "position" "cube";--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "returns" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "search_words_alike" ON "search_words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "search_words_post" ON "search_words" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "proposals_position" ON "proposals" USING gist ("position") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "proposals_search" ON "proposals" USING gin ("search","sectors","returns","conforms_to","unit","group_id",lower("comune")) WHERE state = 'open' AND public;