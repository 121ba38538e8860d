CREATE TABLE "decisions" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"quorum" integer,
	"voices" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "electoral_roll" (
	"post_id" bigint NOT NULL,
	"member_id" bigint NOT NULL,
	"cast_by" text,
	CONSTRAINT "electoral_roll_post_id_member_id_pk" PRIMARY KEY("post_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_post_id_polls_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."polls"("post_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "electoral_roll" ADD CONSTRAINT "electoral_roll_post_id_polls_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."polls"("post_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "electoral_roll" ADD CONSTRAINT "electoral_roll_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "electoral_roll_member" ON "electoral_roll" USING btree ("member_id");