import type { DirectSql } from "@nexusone/db/direct";

/** How many products of a merchant carry each rare word, whatever the size. */
export const HITS = 20;
const SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru pla sti tro".split(
  " ",
);

/** A pronounceable word for each number: neighbours share most of their letters, as words of a language do. */
export function wordOf(nth: number): string {
  let word = "";
  for (let rest = nth + SYLLABLES.length ** 2; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

/**
 * Fills a merchant's catalogue inside the server: the shares of every filter are those of any size, prices spread evenly below
 * 100,000, and each rare word is in `HITS` products. Triggers and checks of references stay off, indexes are built afterwards.
 */
export async function fillCatalogue(sql: DirectSql, merchants: ReadonlyMap<string, number>): Promise<void> {
  const most = Math.max(...merchants.values());
  const words = Array.from({ length: Math.ceil(most / HITS) + 1_000 }, (_, nth) => wordOf(nth));
  await sql`create table bench_words as select word, nth from unnest(${words}::text[]) with ordinality as w(word, nth)`;
  await sql`analyze bench_words`;
  const connection = await sql.reserve();
  try {
    await connection`set session_replication_role = replica`;
    await connection`set maintenance_work_mem = '512MB'`;
    await connection`set max_parallel_maintenance_workers = 2`;
    const dropped = await connection<{ name: string; definition: string }[]>`
      select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
      where i.indrelid = any(${["products", "product_variants", "product_tags", "product_words"]}::regclass[]) and not i.indisunique`;
    for (const { name } of dropped) await connection.unsafe(`drop index ${name}`);
    for (const [merchantId, count] of merchants) {
      const rare = Math.max(1, Math.floor(count / HITS));
      await connection`
        insert into categories (merchant_id, name, name_lower)
        select ${merchantId}, 'Shelf ' || n, 'shelf ' || n from generate_series(1, 20) n`;
      await connection.unsafe(`
        insert into products (merchant_id, name, name_lower, status, category_id, currency, min_price_minor, max_price_minor,
          min_margin_bps, stock_total, edited_at, variant_count, imported_at, origin, search_text)
        select '${merchantId}', text, text, case when draw[1] < 0.05 then 'archived' else 'active' end,
          shelves[1 + floor(draw[2] * 20)::integer], 'EUR', 100000 * draw[3], 100000 * draw[3], 8000 * draw[4],
          case when draw[5] < 0.1 then 0 else 50 end, case when draw[6] < 0.1 then timestamptz '2026-01-01' end, 1,
          timestamptz '2026-03-01' - n * interval '10 seconds', case when n % 20 = 0 then 'own' else 'cj' end, text || ' sku' || n
        from (
          select n, shelf.ids as shelves, array[random(), random(), random(), random(), random(), random()] as draw,
            1001 + n % ${rare} as rare, 1 + floor(random() * 300)::bigint as common, 301 + floor(random() * 600)::bigint as usual
          from generate_series(1, ${count}) n
            cross join (select array_agg(id) as ids from categories where merchant_id = '${merchantId}') shelf offset 0) made
          join bench_words a on a.nth = made.rare join bench_words b on b.nth = made.common join bench_words c on c.nth = made.usual
          cross join lateral (select a.word || ' ' || b.word || ' ' || c.word as text) named`);
      await connection`
        insert into product_words (merchant_id, term, seen_at)
        select ${merchantId}, word, '2026-03-01' from bench_words where nth <= ${1_000 + rare}`;
    }
    await connection.unsafe(`
      insert into product_variants (merchant_id, product_id, position, sku, label, cost_usd, price_minor, price_from_rule,
        freight, stock_known, margin_bps)
      select merchant_id, id, 0, 'SKU', 'Default', '2.99', min_price_minor, true, '{"usd": "3.10"}', true, min_margin_bps from products`);
    await connection.unsafe(`
      insert into product_tags (merchant_id, product_id, tag)
      select merchant_id, id, 'tag' || (min_price_minor % 20) from products`);
    for (const { definition } of dropped) await connection.unsafe(definition);
    await connection`set session_replication_role = default`;
  } finally {
    connection.release();
  }
  await sql`vacuum (analyze) products, product_variants, product_tags, product_words`;
}
