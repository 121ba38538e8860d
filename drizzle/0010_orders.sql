CREATE TABLE "order_lines" (
	"order_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"offer_uri" text NOT NULL,
	"offer_id" bigint,
	"title" text NOT NULL,
	"unit" text NOT NULL,
	"quantity" numeric,
	"unit_based" boolean NOT NULL,
	"in_return" jsonb NOT NULL,
	"pledged" numeric NOT NULL,
	"response_id" bigint,
	CONSTRAINT "order_lines_order_id_position_pk" PRIMARY KEY("order_id","position")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"own" boolean NOT NULL,
	"public" boolean NOT NULL,
	"state" text NOT NULL,
	"opens_at" timestamptz NOT NULL,
	"closes_at" timestamptz NOT NULL,
	"delivers_at" timestamptz,
	"minimum" numeric,
	"maximum" numeric,
	"unit" text NOT NULL,
	"label" text,
	"pickups" text[] DEFAULT '{}' NOT NULL,
	"pledged" numeric NOT NULL,
	"pledgers" integer NOT NULL,
	"untold_since" timestamptz,
	"told_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "pledges" (
	"id" bigint PRIMARY KEY NOT NULL,
	"order_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"buyer_id" bigint NOT NULL,
	"offer_uri" text NOT NULL,
	"quantity" numeric NOT NULL,
	"unit" text NOT NULL,
	"in_return" jsonb NOT NULL,
	"pickup" text,
	"message" text NOT NULL,
	"offered_at" timestamptz NOT NULL,
	"state" text NOT NULL,
	"counted_at" timestamptz,
	"replaced_at" timestamptz,
	"withdrawn_at" timestamptz,
	"refused_at" timestamptz,
	"agreed_at" timestamptz,
	"refusal" jsonb,
	"agreement_id" bigint,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "pledges_offer_uri_unique" UNIQUE("offer_uri")
);
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "line" integer;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_post_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("post_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_offer_id_posts_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_response_id_agreements_id_fk" FOREIGN KEY ("response_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledges" ADD CONSTRAINT "pledges_order_id_orders_post_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("post_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledges" ADD CONSTRAINT "pledges_buyer_id_actors_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pledges" ADD CONSTRAINT "pledges_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_lines_offer" ON "order_lines" USING btree ("offer_id");--> statement-breakpoint
CREATE INDEX "order_lines_response" ON "order_lines" USING btree ("response_id");--> statement-breakpoint
CREATE INDEX "orders_open" ON "orders" USING btree ("closes_at","post_id") WHERE state = 'open' AND public;--> statement-breakpoint
CREATE INDEX "orders_ended" ON "orders" USING btree ("closes_at","post_id") WHERE state <> 'open' AND public;--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("closes_at") WHERE own AND state = 'open';--> statement-breakpoint
CREATE INDEX "orders_untold" ON "orders" USING btree ("untold_since") WHERE own AND untold_since IS NOT NULL;--> statement-breakpoint
CREATE INDEX "orders_owner" ON "orders" USING btree ("owner_id","post_id");--> statement-breakpoint
CREATE INDEX "pledges_order" ON "pledges" USING btree ("order_id","state","id");--> statement-breakpoint
CREATE INDEX "pledges_versions" ON "pledges" USING btree ("order_id","line","buyer_id","offered_at");--> statement-breakpoint
CREATE INDEX "pledges_buyer" ON "pledges" USING btree ("buyer_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "pledges_agreement" ON "pledges" USING btree ("agreement_id");