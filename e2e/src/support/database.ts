import { readFileSync } from "node:fs";
import path from "node:path";
import { connectDirect, type DirectSql } from "@nexusone/db/direct";
import type { World } from "../world.ts";

/** Postgres itself, past row security, for looking at what really is there. */
export async function asSuperuser<T>(world: World, work: (sql: DirectSql) => Promise<T>): Promise<T> {
  const folder = path.join(world.home, "postgres");
  const { superuser } = JSON.parse(readFileSync(path.join(folder, "credentials.json"), "utf8")) as {
    superuser: string;
  };
  // The fourth line of Postgres's own note is its port.
  const port = readFileSync(path.join(folder, "data", "postmaster.pid"), "utf8")
    .split("\n")[3]
    ?.trim();
  const sql = connectDirect(`postgres://postgres:${superuser}@127.0.0.1:${port}/nexusone`);
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

export type StoredImport = { product: string; merchantId: string; costsUsd: string[] };

/** The products that came from a CJ product: one row per merchant that imported it. */
export const storedImports = (world: World, pid: string): Promise<StoredImport[]> =>
  asSuperuser(
    world,
    async (sql) => sql<StoredImport[]>`
      select p.name as product, l.merchant_id as "merchantId", array(
        select v.cost_usd from product_variants v
        where v.merchant_id = p.merchant_id and v.product_id = p.id order by v.cost_usd::numeric
      ) as "costsUsd"
      from supplier_links l join products p on p.merchant_id = l.merchant_id and p.id = l.product_id
      where l.external_id = ${pid}`,
  );

/** What a platform admin's change of plan does to the row that every request reads. */
export const setPlan = (world: World, merchantId: string, plan: "free" | "pro" | "premium"): Promise<unknown> =>
  asSuperuser(world, (sql) => sql`update merchant_plans set plan = ${plan} where merchant_id = ${merchantId}`);

/** What only the database's owner can do to an account. */
export const setPlatformAdmin = (world: World, email: string, isAdmin: boolean): Promise<unknown> =>
  asSuperuser(world, (sql) => sql`update users set is_platform_admin = ${isAdmin} where email = ${email}`);

/** Products by the thousand, as if they had been imported: one variant each, in shelves and with tags. */
export const fillCatalogue = (world: World, merchantId: string, count: number): Promise<unknown> =>
  asSuperuser(
    world,
    (sql) => sql`
      with words as (select array['Ceramic', 'Foldable', 'Bamboo', 'Wireless', 'Cotton', 'Steel', 'Garden', 'Travel'] as a,
          array['lamp', 'stand', 'tray', 'charger', 'towel', 'bottle', 'chair', 'bag', 'clock', 'mirror'] as b),
      shelves as (
        insert into categories (merchant_id, name, name_lower) select ${merchantId}::uuid, name, lower(name)
        from unnest(array['Home', 'Outdoor', 'Office', 'Kitchen']) as name
        on conflict (merchant_id, name_lower) do update set name = excluded.name returning id),
      shelf as (select array_agg(id) as ids from shelves),
      made as (
        insert into products (merchant_id, name, name_lower, status, category_id, currency, min_price_minor, max_price_minor,
          min_margin_bps, stock_total, variant_count, imported_at, search_text)
        select ${merchantId}::uuid, title, lower(title), case when n % 17 = 0 then 'inactive' else 'active' end,
          ids[1 + n % cardinality(ids)], 'EUR', price, price, 2500 + n % 3000,
          case when n % 11 = 0 then 0 else 5 + n % 400 end, 1, timestamptz '2026-01-01' - n * interval '3 minutes', lower(title)
        from generate_series(1, ${count}::integer) n cross join words cross join shelf
          cross join lateral (select a[1 + n % 8] || ' ' || b[1 + n / 8 % 10] || ' no. ' || n as title, 990 + n * 37 % 9000 as price) named
        returning id, min_price_minor, min_margin_bps, stock_total),
      learned as (
        insert into product_words (merchant_id, term, seen_at)
        select ${merchantId}::uuid, lower(word), timestamptz '2026-01-01' from words cross join unnest(a || b) as word),
      tagged as (
        insert into product_tags (merchant_id, product_id, tag)
        select ${merchantId}::uuid, id, 'bestseller' from made where min_price_minor % 5 = 0)
      insert into product_variants (merchant_id, product_id, position, sku, label, cost_usd, price_minor, price_from_rule, freight,
        stock_known, margin_bps)
      select ${merchantId}::uuid, id, 0, 'SKU-' || right(id::text, 6), 'Default', '2.99', min_price_minor, true,
        '{"usd": "3.10"}', true, min_margin_bps from made`,
  );

/** Lets nobody write a product while `work` runs: imports wait, reading goes on. */
export const holdingImports = <T>(world: World, work: () => Promise<T>): Promise<T> =>
  asSuperuser(world, (sql) =>
    sql.begin(async (tx) => {
      await tx`lock table products in exclusive mode`;
      return work();
    }),
  ) as Promise<T>;

/** The pairing has lasted as long as one may. */
export const expireSessions = (world: World, merchantId: string): Promise<unknown> =>
  asSuperuser(
    world,
    (sql) => sql`
      update chrome_extension_sessions set expires_at = ${new Date(Date.now() - 60_000)}
      where merchant_id = ${merchantId} and revoked_at is null`,
  );

/** How many products came from each of these CJ products. */
export const importedOf = (world: World, merchantId: string, pids: readonly string[]): Promise<Map<string, number>> =>
  asSuperuser(world, async (sql) => {
    const rows = await sql<{ pid: string; count: number }[]>`
      select external_id as pid, count(*)::int as count from supplier_links
      where merchant_id = ${merchantId} and external_id = any(${[...pids]}) group by external_id`;
    return new Map(rows.map(({ pid, count }) => [pid, count]));
  });

/** Credits that imports of these CJ products took and gave back, by the ledger. */
export const creditsTaken = (world: World, merchantId: string): Promise<number> =>
  asSuperuser(world, async (sql) => {
    const [row] = await sql<{ taken: number }[]>`
      select coalesce(-sum(amount), 0)::int as taken from credit_entries
      where merchant_id = ${merchantId} and kind in ('import', 'undo')`;
    return row?.taken ?? 0;
  });

/** What the reviewers and the customers of a shop's templates have said, on a number that nobody has to answer for. */
export const settleTemplates = (world: World, merchantId: string): Promise<unknown> =>
  asSuperuser(world, async (sql) => {
    const account = "102290129340398";
    await sql`
      insert into whatsapp_channels (merchant_id, environment, provider, external_id, account_id, label, display_phone,
        display_name, token_sealed, state, quality, connected_at)
      values (${merchantId}, 'sandbox', 'cloud_api', '106540352242922', ${account}, 'Shop', '+33 1 99 00 12 34', 'Camélia', 'none',
        'connected', 'GREEN', now())`;
    await sql`
      insert into template_accounts (merchant_id, environment, account_id, synced_at, sync_at)
      values (${merchantId}, 'sandbox', ${account}, now() - interval '12 minutes', now() + interval '1 year')`;
    await sql`
      update message_templates set environment = 'sandbox', account_id = ${account} where merchant_id = ${merchantId}`;
    await sql`
      update message_templates set external_id = id::text, sent_version = version, asked_category = content ->> 'category',
        category = content ->> 'category', submitted_at = now() - interval '2 days',
        status = case when name = 'payment_request' and language = 'es' then 'PENDING' else 'APPROVED' end,
        quality = case name when 'order_status' then 'GREEN' when 'order_confirmation' then 'YELLOW' end
      where merchant_id = ${merchantId} and name in ('order_confirmation', 'payment_request', 'order_status') and language <> 'ar'`;
    await sql`
      update message_templates set external_id = id::text, sent_version = 1, asked_category = 'UTILITY', category = 'MARKETING',
        submitted_at = now() - interval '3 hours', status = 'REJECTED', status_reason = 'ABUSIVE_CONTENT',
        advice = 'Say what is owed and how to settle it, nothing else.'
      where merchant_id = ${merchantId} and name = 'invoice_overdue'`;
    await sql`
      update message_templates set external_id = id::text, sent_version = 1, asked_category = 'UTILITY', category = 'UTILITY',
        next_category = 'MARKETING', next_category_at = now() + interval '1 day', submitted_at = now() - interval '9 days',
        status = 'PAUSED', quality = 'RED', advice = 'FIRST_PAUSE: Quality is too low; sending resumes automatically in 3 hours'
      where merchant_id = ${merchantId} and name = 'back_in_stock'`;
    await sql`
      insert into template_submissions (merchant_id, template_id, version, kind, state, was_approved, asked_category, sent_at, by_name,
        outcome, outcome_reason, decided_at)
      select merchant_id, id, 1, 'create', 'accepted', false, 'UTILITY', submitted_at, 'Ana Silva', status, status_reason, now()
      from message_templates where merchant_id = ${merchantId} and name in ('invoice_overdue', 'back_in_stock')`;
  });
