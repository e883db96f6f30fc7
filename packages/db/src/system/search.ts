import type { SystemFunction } from "./define.ts";

/**
 * Full text under row security would lose its index: the match operator is not leakproof. The lexemes carry the merchant
 * (see merchant_lexemes), so the plain GIN finds this merchant's rows only, and the merchant is compared once more.
 * Every word must occur; a word may be given by its beginning.
 */
export const searchProducts: SystemFunction = {
  name: "search_products",
  reason:
    "Full-text operators are not leakproof and lose their index under row security; the function compares the merchant itself.",
  access: { products: ["select"] },
  args: "p_words text[], p_limit integer",
  returns: "setof uuid",
  language: "plpgsql",
  volatility: "stable",
  body: `
    declare
      merchant uuid := nullif(current_setting('app.merchant_id', true), '')::uuid;
      prefix text := right(merchant::text, 6);
      query text;
    begin
      if merchant is null or cardinality(p_words) = 0 then return; end if;
      select string_agg(quote_literal(prefix || word) || ':*', ' & ') into query from unnest(p_words) as word;
      -- Constants, so that the planner sees how common the words are.
      return query execute format(
        'select p.id from public.products p where p.merchant_id = %L::uuid and p.search @@ %L::tsquery limit %s',
        merchant, query, p_limit);
    end`,
};
