CREATE TABLE "reconciled_collections" (
	"group_id" bigint NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"new_etag" text,
	"etag" text,
	"read_at" timestamptz,
	CONSTRAINT "reconciled_collections_group_id_name_pk" PRIMARY KEY("group_id","name")
);
--> statement-breakpoint
CREATE TABLE "reconciled_items" (
	"run_id" bigint NOT NULL,
	"uri" text NOT NULL,
	"difference" text,
	"mended" boolean,
	CONSTRAINT "reconciled_items_run_id_uri_pk" PRIMARY KEY("run_id","uri")
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"group_id" bigint PRIMARY KEY NOT NULL,
	"run_id" bigint NOT NULL,
	"started_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	"incomplete" text,
	"next_at" timestamptz NOT NULL,
	"heard_until" timestamptz NOT NULL,
	"whole_at" timestamptz,
	"failing_since" timestamptz,
	"last_error" text,
	"last_delivery_at" timestamptz,
	"lag_seconds" integer
);
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "changes" text;--> statement-breakpoint
ALTER TABLE "reconciled_collections" ADD CONSTRAINT "reconciled_collections_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reconciliations_next" ON "reconciliations" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "activities_public" ON "activities" USING btree ("actor_id","id") WHERE public;