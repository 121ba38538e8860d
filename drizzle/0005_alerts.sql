CREATE TABLE "digests" (
	"account_id" bigint PRIMARY KEY NOT NULL,
	"created_at" timestamptz NOT NULL,
	"looked_until" timestamptz NOT NULL,
	"next_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"query" jsonb NOT NULL,
	"filter" jsonb NOT NULL,
	"often" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"looked_until" timestamptz NOT NULL,
	"next_at" timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "digests_next" ON "digests" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "saved_searches_account" ON "saved_searches" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "saved_searches_next" ON "saved_searches" USING btree ("next_at");