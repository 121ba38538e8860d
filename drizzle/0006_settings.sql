CREATE TABLE "allowed_hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "contact" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "accent" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "licence" text;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "takes_applications" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "allow_list_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "welcomed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "backed_up_at" timestamptz;