CREATE TABLE "letters" (
	"id" bigint PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"kind" text NOT NULL,
	"contents" "bytea",
	"state" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"changed_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE INDEX "letters_created" ON "letters" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "letters_email" ON "letters" USING btree ("email");