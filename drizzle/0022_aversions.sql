CREATE TABLE "aversions" (
	"id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"notifications" boolean DEFAULT true NOT NULL,
	"ends_at" timestamptz,
	CONSTRAINT "aversions_owner_id_target_id_kind_pk" PRIMARY KEY("owner_id","target_id","kind"),
	CONSTRAINT "aversions_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "markers" (
	"actor_id" bigint NOT NULL,
	"timeline" text NOT NULL,
	"last_read_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "markers_actor_id_timeline_pk" PRIMARY KEY("actor_id","timeline")
);
--> statement-breakpoint
ALTER TABLE "aversions" ADD CONSTRAINT "aversions_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aversions" ADD CONSTRAINT "aversions_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "markers" ADD CONSTRAINT "markers_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "aversions_owner" ON "aversions" USING btree ("owner_id","kind","id");--> statement-breakpoint
CREATE INDEX "aversions_target" ON "aversions" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "aversions_ends" ON "aversions" USING btree ("ends_at");