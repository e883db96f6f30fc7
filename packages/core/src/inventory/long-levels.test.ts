import { LEVEL_SHOWN } from "@nexusone/contracts/inventory-terms";
import { listLevelRows } from "@nexusone/db/queries/inventory-levels";
import { listMessageRows, messageFigures } from "@nexusone/db/queries/channel-events";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { expectAllIndexed } from "@nexusone/testing/explain";
import { afterAll, beforeAll, expect, it } from "vitest";

/** Far more than a page, for the merchant who reads and for another one. */
const MANY = 6_000;
const START = new Date("2026-01-01T00:00:00Z");

let test: TestDatabase;
let merchantId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  const platform = createTestPlatform(test.db);
  for (const _ of [0, 1]) {
    merchantId = (await createStaffedMerchant(platform)).merchant.id;
    const [run] = await test.sql<{ id: string }[]>`
      insert into inventory_sync_logs (merchant_id, trigger, state, total, user_name, started_at)
      values (${merchantId}, 'manual', 'done', 0, '', ${START}) returning id`;
    // What the filters are about came first, so that a walk from the newest would pass everything else.
    await test.sql`
      with made as (
        insert into products (merchant_id, name, name_lower, status, currency, min_price_minor, max_price_minor, min_margin_bps,
          stock_total, sale_held_by, variant_count, imported_at, search_text)
        select ${merchantId}, 'Bulk ' || n, 'bulk ' || n, 'active', 'EUR', n, n, n, case when n <= 40 then null else 5 end,
          case when n between 41 and 80 then 'cost' end, 1, ${START}::timestamptz + n * interval '1 minute', 'bulk'
        from generate_series(1, ${MANY}) n returning id, min_price_minor as n),
      tracked as (
        insert into inventory_tracking (merchant_id, product_id, run_id, rank, pending, reason)
        select ${merchantId}, id, ${run!.id}, n, false, case when n between 81 and 120 then 'cj.unavailable' end from made)
      insert into inventory_alerts (merchant_id, product_id, kind, units, threshold, raised_at)
      select ${merchantId}, id, case when n <= 160 then 'low' else 'out' end, case when n <= 160 then 3 else 0 end, 5, ${START}
      from made where n between 121 and 200`;
    await test.sql`
      insert into channel_events (merchant_id, channel, external_id, inbox_id, kind, payload, state, received_at)
      select ${merchantId}, 'cj', 'm' || n, uuidv7(), 'product', '{}', case when n <= 40 then 'failed' when n <= 60 then 'waiting' else 'done' end,
        ${START}::timestamptz + n * interval '1 minute'
      from generate_series(1, ${MANY}) n`;
  }
  await test.sql`vacuum analyze`;
}, 60_000);
afterAll(() => test.close());

const indexed = (work: (tx: MerchantTx) => Promise<unknown>) =>
  withMerchant(test.db, { merchantId }, async (tx) =>
    expect(await expectAllIndexed(tx, () => work(tx))).toBeGreaterThan(0),
  );

it.each(LEVEL_SHOWN)("[INV-13] [DAT-02] what is in stock, of it %s, is read by index, newest first", (show) =>
  indexed(async (tx) => {
    const rows = await listLevelRows(tx, { show, limit: 20 });
    expect(rows).toHaveLength(21);
    const { id, importedAt } = rows[10]!.product;
    await listLevelRows(tx, { show, limit: 20, after: { at: importedAt, id } });
  }),
);

it("[CJA-01] [DAT-02] messages of a vendor are read by index, all of them and those of one state", () =>
  indexed(async (tx) => {
    for (const state of [undefined, "failed", "waiting"] as const)
      expect(await listMessageRows(tx, { channel: "cj", state, limit: 19 })).toHaveLength(20);
    await messageFigures(tx, "cj");
  }));
