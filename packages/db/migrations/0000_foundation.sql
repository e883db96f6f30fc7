-- What drizzle's schema cannot say and its tables need. All three extensions are trusted: no superuser required.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
-- Keeps updated_at current; the hardening step puts it on every table that has the column.
CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$$;
--> statement-breakpoint
-- Lexemes carrying the last six hex digits of the merchant: one plain GIN index then answers for one merchant only.
CREATE FUNCTION merchant_lexemes(merchant uuid, words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = '' AS $$
  SELECT array_to_tsvector(ARRAY(SELECT right(merchant::text, 6) || word FROM unnest(tsvector_to_array(words)) AS word))
$$;
