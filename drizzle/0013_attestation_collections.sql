ALTER TABLE "actors" ADD COLUMN "attestations" text;--> statement-breakpoint
ALTER TABLE "attestations" ADD COLUMN "findings" text DEFAULT '' NOT NULL;