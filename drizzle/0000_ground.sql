-- Gives every process of the node a number of its own for the ids it makes.
CREATE SEQUENCE process_numbers;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;--> statement-breakpoint
-- Plain columns beside words in one index.
CREATE EXTENSION IF NOT EXISTS btree_gin;--> statement-breakpoint
-- Italian stems, found with or without accents.
CREATE TEXT SEARCH CONFIGURATION italian_unaccented (COPY = italian);--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION italian_unaccented
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, italian_stem;
