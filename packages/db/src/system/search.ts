import { sql } from "drizzle-orm";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

/** What every search begins with: the merchant and the six digits that its lexemes carry. */
const MERCHANT = `
      merchant uuid := nullif(current_setting('app.merchant_id', true), '')::uuid;
      prefix text := right(merchant::text, 6);`;

/** The newest products that tell how common words are. Each costs three microseconds, of a search that may take few milliseconds. */
const SAMPLE = 500;
/**
 * So many of them make words common: walking the newest then finds a page's worth sooner than the index. Of words that one in a
 * hundred products has, for which the walk would be in vain, hardly ever so many are among them.
 */
const COMMON = 12;
/** As far as that walk goes; what is common among the newest may be rare before. */
const WALK = 50_000;
/** Who wants more than so many hits gets them by the index: the walk would hardly reach them. */
const MOST_WALKED = 2_500;

/**
 * Full text under row security would lose its index: the match operator is not leakproof. The lexemes carry the merchant
 * (see merchant_lexemes), so the plain GIN finds this merchant's rows only, and the merchant is compared once more.
 * Every word must occur; one that ends with "*" is a beginning, and several joined by "|" are one of which any may occur. The
 * newest first, `p_limit` at most.
 *
 * The way is chosen here, because the planner cannot know how common a beginning is: what is common is found by walking the
 * newest; a common beginning of rare words ("lamp sku") is compared with the rows that have the words, since the index would
 * first gather every SKU there is; everything else goes by the index alone.
 */
const wordSearch = (name: string, table: string, since: string): SystemFunction => ({
  name,
  reason:
    "Full-text operators are not leakproof and lose their index under row security; the function compares the merchant itself.",
  access: { [table]: ["select"] },
  args: "p_words text[], p_limit integer",
  returns: "setof uuid",
  language: "plpgsql",
  volatility: "stable",
  body: `
    declare ${MERCHANT}
      every text;
      words text;
      beginnings text;
      walked uuid[];
      common boolean;
      begun boolean;
      compared boolean;
    begin
      if merchant is null or cardinality(p_words) = 0 then return; end if;
      select string_agg(term, ' & '), string_agg(term, ' & ') filter (where not beginning), string_agg(term, ' & ') filter (where beginning)
        into every, words, beginnings
      from (
        select word like '%*' as beginning, '(' || (
          select string_agg(quote_literal(prefix || rtrim(one, '*')) || case when one like '%*' then ':*' else '' end, ' | ')
          from unnest(string_to_array(word, '|')) as one) || ')' as term
        from unnest(p_words) as word) asked;

      execute format('select count(*) filter (where n.search @@ %L::tsquery) >= ${COMMON}, count(*) filter (where n.search @@ %L::tsquery) >= ${COMMON} from (
          select p.search from public.${table} p where p.merchant_id = %L::uuid order by p.${since} desc, p.id desc limit ${SAMPLE}) n',
        every, coalesce(beginnings, every), merchant) into common, begun;

      if common and p_limit <= ${MOST_WALKED} then
        execute format('select array_agg(m.id order by m.${since} desc, m.id desc) from (
            select n.id, n.${since} from (
              select p.id, p.${since}, p.search from public.${table} p where p.merchant_id = %L::uuid
              order by p.${since} desc, p.id desc limit ${WALK}) n
            where n.search @@ %L::tsquery limit %s) m',
          merchant, every, p_limit) into walked;
        if cardinality(walked) = p_limit then return query select unnest(walked); return; end if;
      end if;

      compared := begun and words is not null;
      return query execute format('with hit as materialized (
          select p.id, p.${since} %s from public.${table} p where p.merchant_id = %L::uuid and p.search @@ %L::tsquery)
        select hit.id from hit where %s order by hit.${since} desc, hit.id desc limit %s',
        case when compared then ', p.search' else '' end,
        merchant,
        case when compared then words else every end,
        case when compared then format('hit.search @@ %L::tsquery', beginnings) else 'true' end,
        p_limit);
    end`,
});

/** Words of a vocabulary with the same first letter and about as long, of which few enough letters differ; by range of an index. */
const alike = (steps: number): string => `
          return query execute format('select %L::text, c.term::text from (
              select w.term, levenshtein_less_equal(w.term, %L, ${steps}) as steps from public.product_words w
              where w.merchant_id = %L::uuid and w.term ^@ %L and length(w.term) between %s and %s) c
            where c.steps <= ${steps} order by c.steps, similarity(c.term, %L) desc, c.term limit %s',
            wanted, wanted, merchant, left(wanted, 1), length(wanted) - 1, length(wanted) + 1, wanted, p_each);`;

/**
 * Near words, for words that none of the vocabulary begins with. Most have one letter more, less or another after the first: these are
 * looked for first, because trigrams take ten times as long in a large vocabulary. Then trigrams, ranked by how many letters
 * differ; at last short words with two letters swapped, which share no trigram. What has digits is an article number, of which none
 * is nearly right.
 */
const nearProductWords: SystemFunction = {
  name: "near_product_words",
  reason:
    "Trigram operators are not leakproof and lose their index under row security; the function compares the merchant itself.",
  access: { product_words: ["select"] },
  args: "p_words text[], p_each integer",
  returns: "table(word text, term text)",
  language: "plpgsql",
  volatility: "stable",
  searchPath: "public",
  body: `
    #variable_conflict use_column
    declare ${MERCHANT}
      wanted text;
      most integer;
    begin
      if merchant is null then return; end if;
      foreach wanted in array p_words loop
        continue when length(wanted) not between 3 and 40 or wanted ~ '[0-9]' or exists (
          select from public.product_words w where w.merchant_id = merchant and w.term >= wanted and w.term < wanted || chr(1114111));
        ${alike(1)}
        continue when found;
        most := 1 + length(wanted) / 3;
        return query
          select wanted, c.term::text from (
            select w.term, levenshtein_less_equal(w.term, wanted, most) as steps, similarity(w.term, wanted) as likeness
            from public.product_words w where w.merchant_id = merchant and w.term % wanted
            order by 3 desc limit 4 * p_each) c
          where c.steps <= most order by c.steps, c.likeness desc, c.term limit p_each;
        continue when found or length(wanted) > 12;
        ${alike(2)}
      end loop;
    end`,
};

/** Words that no product has had for long are forgotten; those still in use count as seen. */
const forgetProductWords: SystemFunction = {
  name: "forget_product_words",
  reason: "The nightly job tidies the vocabularies of all merchants at once and returns a count.",
  access: { products: ["select"], product_words: ["select", "update", "delete"] },
  args: "p_seen_before timestamptz, p_now timestamptz, p_limit integer",
  returns: "integer",
  language: "plpgsql",
  body: `
    declare
      old record;
      known boolean;
      gone integer := 0;
    begin
      for old in select w.merchant_id, w.id, w.term from public.product_words w where w.seen_at < p_seen_before limit p_limit loop
        execute format('select exists (select from public.products p where p.merchant_id = %L::uuid and p.search @@ %L::tsquery)',
          old.merchant_id, quote_literal(right(old.merchant_id::text, 6) || old.term)) into known;
        if known then
          update public.product_words set seen_at = p_now where merchant_id = old.merchant_id and id = old.id;
        else
          delete from public.product_words where merchant_id = old.merchant_id and id = old.id;
          gone := gone + 1;
        end if;
      end loop;
      return gone;
    end`,
};

export const SEARCH_FUNCTIONS: readonly SystemFunction[] = [
  wordSearch("search_products", "products", "imported_at"),
  wordSearch("search_contacts", "contacts", "added_at"),
  wordSearch("search_messages", "messages", "at"),
  nearProductWords,
  forgetProductWords,
];

/** Looks at up to `limit` words of all merchants not seen since `seenBefore`. @returns how many were forgotten. */
export async function forgetProductWordsBefore(
  db: Database,
  input: { readonly seenBefore: Date; readonly now: Date; readonly limit: number },
): Promise<number> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select system.forget_product_words(${input.seenBefore.toISOString()}::timestamptz, ${input.now.toISOString()}::timestamptz, ${input.limit}) as gone`,
    );
    return Number(rows[0]?.["gone"]);
  });
}
