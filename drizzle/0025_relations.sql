CREATE TABLE "muted_hosts" (
	"id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"host" text NOT NULL,
	CONSTRAINT "muted_hosts_owner_id_host_pk" PRIMARY KEY("owner_id","host"),
	CONSTRAINT "muted_hosts_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "filter_keywords" (
	"id" bigint PRIMARY KEY NOT NULL,
	"filter_id" bigint NOT NULL,
	"keyword" text NOT NULL,
	"whole_word" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filter_posts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"filter_id" bigint NOT NULL,
	"post_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filters" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"title" text NOT NULL,
	"contexts" text[] NOT NULL,
	"action" text NOT NULL,
	"expires_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "followed_tags" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"owner_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "notes_owner_id_target_id_pk" PRIMARY KEY("owner_id","target_id")
);
--> statement-breakpoint
ALTER TABLE "aversions" ADD COLUMN "uri" text;--> statement-breakpoint
ALTER TABLE "muted_hosts" ADD CONSTRAINT "muted_hosts_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_keywords" ADD CONSTRAINT "filter_keywords_filter_id_filters_id_fk" FOREIGN KEY ("filter_id") REFERENCES "public"."filters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_posts" ADD CONSTRAINT "filter_posts_filter_id_filters_id_fk" FOREIGN KEY ("filter_id") REFERENCES "public"."filters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_posts" ADD CONSTRAINT "filter_posts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filters" ADD CONSTRAINT "filters_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "followed_tags" ADD CONSTRAINT "followed_tags_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_owner_id_actors_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_target_id_actors_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "muted_hosts_owner" ON "muted_hosts" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "filter_keywords_filter" ON "filter_keywords" USING btree ("filter_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "filter_posts_once" ON "filter_posts" USING btree ("filter_id","post_id");--> statement-breakpoint
CREATE INDEX "filter_posts_post" ON "filter_posts" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "filters_owner" ON "filters" USING btree ("owner_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "followed_tags_once" ON "followed_tags" USING btree ("owner_id","name");--> statement-breakpoint
CREATE INDEX "followed_tags_owner" ON "followed_tags" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "followed_tags_name" ON "followed_tags" USING btree ("name");--> statement-breakpoint
CREATE INDEX "notes_target" ON "notes" USING btree ("target_id");--> statement-breakpoint
ALTER TABLE "aversions" ADD CONSTRAINT "aversions_uri_unique" UNIQUE("uri");