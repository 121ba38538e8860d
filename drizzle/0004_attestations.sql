CREATE TABLE "attestations" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"subject_uri" text NOT NULL,
	"scope" text NOT NULL,
	"visited_on" date NOT NULL,
	"valid_until" date NOT NULL,
	"visitors" jsonb NOT NULL,
	"revoked_at" timestamptz,
	"revocation_reason" text
);
--> statement-breakpoint
ALTER TABLE "attestations" ADD CONSTRAINT "attestations_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attestations_subject" ON "attestations" USING btree ("subject_uri","post_id");