CREATE TABLE "account_exports" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"ready_at" timestamptz
);
--> statement-breakpoint
ALTER TABLE "account_exports" ADD CONSTRAINT "account_exports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_exports_account" ON "account_exports" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "account_exports_asked" ON "account_exports" USING btree ("asked_at");