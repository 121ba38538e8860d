CREATE TABLE "charter_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"note" text NOT NULL,
	"published_by" bigint,
	"published_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"handle" text NOT NULL,
	"email" text NOT NULL,
	"comune" text,
	"summary" text NOT NULL,
	"message" text NOT NULL,
	"charter" text,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"decided_at" timestamptz,
	"reason" text DEFAULT '' NOT NULL,
	"member_id" bigint
);
--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "member_id" bigint;--> statement-breakpoint
ALTER TABLE "charter_versions" ADD CONSTRAINT "charter_versions_published_by_actors_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "charter_versions_person" ON "charter_versions" USING btree ("published_by");--> statement-breakpoint
CREATE INDEX "applications_state" ON "applications" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "applications_account" ON "applications" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "applications_member" ON "applications" USING btree ("member_id");--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitations_member" ON "invitations" USING btree ("member_id");