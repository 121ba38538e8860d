CREATE TABLE "pact_facts" (
	"pact_uri" text NOT NULL,
	"actor_uri" text NOT NULL,
	"fact" text NOT NULL,
	"digest" text NOT NULL,
	"note" text NOT NULL,
	"activity" jsonb,
	"learnt_at" timestamptz NOT NULL,
	CONSTRAINT "pact_facts_pact_uri_actor_uri_fact_digest_pk" PRIMARY KEY("pact_uri","actor_uri","fact","digest")
);
--> statement-breakpoint
CREATE TABLE "pact_parties" (
	"pact_id" bigint NOT NULL,
	"uri" text NOT NULL,
	CONSTRAINT "pact_parties_pact_id_uri_pk" PRIMARY KEY("pact_id","uri")
);
--> statement-breakpoint
CREATE TABLE "pacts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"uri" text NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"text" jsonb NOT NULL,
	"visibility" text NOT NULL,
	"valid_until" date NOT NULL,
	"state" text NOT NULL,
	"in_force_at" timestamptz,
	"ended_at" timestamptz,
	"drafted_at" timestamptz NOT NULL,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "pacts_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
ALTER TABLE "pact_parties" ADD CONSTRAINT "pact_parties_pact_id_pacts_id_fk" FOREIGN KEY ("pact_id") REFERENCES "public"."pacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pact_facts_age" ON "pact_facts" USING btree ("learnt_at");--> statement-breakpoint
CREATE INDEX "pact_parties_uri" ON "pact_parties" USING btree ("uri","pact_id");--> statement-breakpoint
CREATE INDEX "pacts_public" ON "pacts" USING btree ("changed_at","id") WHERE visibility = 'public' AND state = 'in-force';