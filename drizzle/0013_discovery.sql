CREATE TABLE "discoveries" (
	"id" bigint PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"started_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sightings" (
	"discovery_id" bigint NOT NULL,
	"uri" text NOT NULL,
	"host" text NOT NULL,
	"depth" integer NOT NULL,
	"named_by" text,
	"state" text NOT NULL,
	"actor_id" bigint,
	"asked_at" timestamptz,
	CONSTRAINT "sightings_discovery_id_uri_pk" PRIMARY KEY("discovery_id","uri")
);
--> statement-breakpoint
ALTER TABLE "sightings" ADD CONSTRAINT "sightings_discovery_id_discoveries_id_fk" FOREIGN KEY ("discovery_id") REFERENCES "public"."discoveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sightings" ADD CONSTRAINT "sightings_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sightings_host" ON "sightings" USING btree ("discovery_id","host");--> statement-breakpoint
CREATE INDEX "sightings_state" ON "sightings" USING btree ("discovery_id","state");--> statement-breakpoint
CREATE INDEX "sightings_actor" ON "sightings" USING btree ("actor_id");