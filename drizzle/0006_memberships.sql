CREATE TABLE "affiliations" (
	"group_id" bigint NOT NULL,
	"member_uri" text NOT NULL,
	"listed" boolean NOT NULL,
	"said_at" timestamptz NOT NULL,
	CONSTRAINT "affiliations_group_id_member_uri_pk" PRIMARY KEY("group_id","member_uri")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" bigint PRIMARY KEY NOT NULL,
	"join_uri" text NOT NULL,
	"member_id" bigint NOT NULL,
	"group_id" bigint NOT NULL,
	"message" text NOT NULL,
	"charter" text,
	"state" text NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"charter_accepted_at" timestamptz,
	"admitted_at" timestamptz,
	"refused_at" timestamptz,
	"left_at" timestamptz,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "memberships_join_uri_unique" UNIQUE("join_uri")
);
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "affiliations" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "charter" text;--> statement-breakpoint
ALTER TABLE "affiliations" ADD CONSTRAINT "affiliations_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "affiliations_member" ON "affiliations" USING btree ("member_uri") WHERE listed;--> statement-breakpoint
CREATE INDEX "memberships_pair" ON "memberships" USING btree ("member_id","group_id");--> statement-breakpoint
CREATE INDEX "memberships_group" ON "memberships" USING btree ("group_id","state","id");--> statement-breakpoint
CREATE INDEX "memberships_group_changed" ON "memberships" USING btree ("group_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "memberships_member" ON "memberships" USING btree ("member_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "actors_member_of" ON "actors" USING gin ("member_of");