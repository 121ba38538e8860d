ALTER TABLE "follows" ADD COLUMN "by_membership" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "affiliations" ADD COLUMN "asked_at" timestamptz;--> statement-breakpoint
CREATE INDEX "actors_found" ON "actors" USING btree ("name" COLLATE "it-x-icu","id") WHERE discoverable AND indexable AND deleted_at IS NULL AND member_of <> '{}';--> statement-breakpoint
CREATE INDEX "actors_found_words" ON "actors" USING gin (to_tsvector('italian_unaccented', "name" || ' ' || "summary")) WHERE discoverable AND indexable AND deleted_at IS NULL AND member_of <> '{}';