ALTER TABLE "attendances" ADD COLUMN "to_tell" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attendances" ADD COLUMN "told" jsonb;--> statement-breakpoint
CREATE INDEX "attendances_to_tell" ON "attendances" USING btree ("id") WHERE to_tell;