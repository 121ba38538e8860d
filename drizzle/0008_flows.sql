CREATE TABLE "fulfilments" (
	"agreement_id" bigint PRIMARY KEY NOT NULL,
	"direction" text NOT NULL,
	"other_id" bigint,
	"kind" text NOT NULL,
	"hours" numeric,
	"fulfilled_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "published_flows" (
	"group_id" bigint NOT NULL,
	"provider" text NOT NULL,
	"receiver" text NOT NULL,
	"year" integer NOT NULL,
	"kind" text NOT NULL,
	"agreements" integer NOT NULL,
	"hours" numeric,
	CONSTRAINT "published_flows_group_id_year_provider_receiver_kind_pk" PRIMARY KEY("group_id","year","provider","receiver","kind")
);
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "flows" text;--> statement-breakpoint
ALTER TABLE "fulfilments" ADD CONSTRAINT "fulfilments_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fulfilments" ADD CONSTRAINT "fulfilments_other_id_actors_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_flows" ADD CONSTRAINT "published_flows_group_id_actors_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fulfilments_time" ON "fulfilments" USING btree ("fulfilled_at");--> statement-breakpoint
CREATE INDEX "fulfilments_other" ON "fulfilments" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "published_flows_year" ON "published_flows" USING btree ("year","provider","receiver","kind");