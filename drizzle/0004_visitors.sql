CREATE TABLE "email_enquiries" (
	"id" bigint PRIMARY KEY NOT NULL,
	"post_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL,
	"email" "bytea" NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"confirmed_at" timestamptz,
	"last_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "email_messages" (
	"id" bigint PRIMARY KEY NOT NULL,
	"enquiry_id" bigint NOT NULL,
	"author_id" bigint,
	"text" text NOT NULL,
	"sent_at" timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "email_enquiries" ADD CONSTRAINT "email_enquiries_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_enquiries" ADD CONSTRAINT "email_enquiries_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_enquiry_id_email_enquiries_id_fk" FOREIGN KEY ("enquiry_id") REFERENCES "public"."email_enquiries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_author_id_actors_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "email_enquiries_owner" ON "email_enquiries" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "email_enquiries_post" ON "email_enquiries" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "email_enquiries_last" ON "email_enquiries" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "email_messages_enquiry" ON "email_messages" USING btree ("enquiry_id","id");--> statement-breakpoint
CREATE INDEX "email_messages_author" ON "email_messages" USING btree ("author_id");