CREATE TABLE "product_codes" (
	"owner_id" bigint NOT NULL,
	"code" text NOT NULL,
	"post_id" bigint NOT NULL,
	CONSTRAINT "product_codes_owner_id_code_pk" PRIMARY KEY("owner_id","code")
);
--> statement-breakpoint
ALTER TABLE "product_codes" ADD CONSTRAINT "product_codes_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_codes" ADD CONSTRAINT "product_codes_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_codes_post" ON "product_codes" USING btree ("post_id");