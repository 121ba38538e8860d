CREATE TABLE "profile_pictures" (
	"actor_id" bigint NOT NULL,
	"place" text NOT NULL,
	"media" text NOT NULL,
	CONSTRAINT "profile_pictures_actor_id_place_pk" PRIMARY KEY("actor_id","place")
);
--> statement-breakpoint
ALTER TABLE "profile_pictures" ADD CONSTRAINT "profile_pictures_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;