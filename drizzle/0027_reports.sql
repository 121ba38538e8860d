CREATE TABLE "reports" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text,
	"reporter_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	"posts" text[] NOT NULL,
	"category" text NOT NULL,
	"comment" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"settled_at" timestamptz,
	CONSTRAINT "reports_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_actors_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reports_open" ON "reports" USING btree ("id") WHERE settled_at IS NULL;--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter_id");--> statement-breakpoint
CREATE INDEX "reports_target" ON "reports" USING btree ("target_id");