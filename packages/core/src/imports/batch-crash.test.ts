import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import type { Failpoint } from "../failpoints.ts";
import { commitImport } from "./commit-import.ts";
import { undoBatch } from "./undo-batch.ts";
import { getImport } from "./get-import.ts";
import type { ChildInput } from "./import-child.fixture.ts";
import { importProductsJob } from "./import-products-job.ts";
import { previewImport } from "./preview-import.ts";
import { booksOf, openShop, type Shop } from "./shop.fixture.ts";

const ROWS = 25;
/** Three rows are written together. */
const TOGETHER = 3;

let shop: Shop;
let refs: string[];
beforeAll(async () => {
  shop = await openShop();
  const found = Array.from({ length: ROWS }, (_, nth) => shop.sandbox.control.products.find("single", nth));
  refs = (await Promise.all(found)).map(({ pid }) => pid);
});
afterAll(() => shop.close());

/** Runs the job, or an undo, in another process until the failpoint kills it, and waits until the database has noticed. */
async function killAt(at: Failpoint, ctx: ServiceContext, previewId: string, undo = false): Promise<void> {
  const input: ChildInput = { url: shop.database.appUrl, merchantId: ctx.merchantId, previewId, undo };
  const script = new URL("./import-child.fixture.ts", import.meta.url);
  const child = fork(script, [JSON.stringify(input)], {
    execArgv: [],
    env: { ...process.env, NEXUSONE_FAILPOINT: at },
  });
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  expect(signal, `${at} fires in a batch`).toBe("SIGKILL");
  for (;;) {
    const left = await shop.database.sql`select 1 from pg_stat_activity
      where application_name = 'import-child' and datname = current_database()`;
    if (left.length === 0) return;
    await sleep(20);
  }
}

/** Logs, payments, events and uses of imports: the same number of each. */
async function traces(merchantId: string) {
  const [row] = await shop.database.sql`
    select (select count(*)::int from import_logs where merchant_id = ${merchantId} and state = 'imported') as logs,
      (select coalesce(sum(count), 0)::int from usage_counters where merchant_id = ${merchantId}) as uses,
      (select count(*)::int from credit_entries where merchant_id = ${merchantId} and kind = 'import') as payments,
      (select count(*)::int from events where merchant_id = ${merchantId} and type = 'product.imported') as events`;
  return row;
}

describe("a process killed while it writes rows together", () => {
  it.each<[Failpoint, boolean]>([
    ["import.commit.after_claim", false],
    ["import.commit.after_product", false],
    ["import.commit.after_credits", false],
    ["import.commit.before_commit", false],
    ["import.commit.after_commit", true],
    ["import.bulk.between_rows", true],
  ])("[CAT-08] [CAT-09] [PLN-05] [PLN-06] %s: whole batches or nothing, the next attempt ends it", async (at, some) => {
    const { ctx, merchantId } = await shop.merchant({ credits: 200 });
    const preview = await previewImport(ctx, { items: refs.map((ref) => ({ ref })) });
    await commitImport(ctx, { previewId: preview.id });
    await killAt(at, ctx, preview.id);

    const { products, balance } = await booksOf(shop, merchantId);
    expect(products % TOGETHER).toBe(0);
    expect(products > 0).toBe(some);
    expect(balance).toBe(200 - 3 * products);
    expect(await traces(merchantId)).toEqual({ logs: products, uses: products, payments: products, events: products });

    await importProductsJob.handle(shop.platform, { merchantId: ctx.merchantId, previewId: preview.id });
    expect((await getImport(ctx, { id: preview.id })).counts).toMatchObject({ queued: 0, imported: ROWS, failed: 0 });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 200 - 3 * ROWS, reserved: 0, products: ROWS });
    expect(await traces(merchantId)).toEqual({ logs: ROWS, uses: ROWS, payments: ROWS, events: ROWS });
  });
});

describe("a process killed while it undoes an import", () => {
  it.each<[Failpoint, number]>([
    ["import.undo.before_commit", 0],
    // Twenty are undone in one transaction; the other five are the second.
    ["import.undo.after_batch", 20],
  ])(
    "[CAT-09] [PLN-05] [PLN-06] %s: %i rows are undone whole, a repeat ends it and refunds nothing twice",
    async (at, undone) => {
      const { ctx, merchantId } = await shop.merchant({ credits: 200 });
      const items = refs.map((ref) => ({ ref, categoryName: "Made by it" }));
      const preview = await previewImport(ctx, { items });
      await commitImport(ctx, { previewId: preview.id });
      await importProductsJob.handle(shop.platform, { merchantId: ctx.merchantId, previewId: preview.id });
      await killAt(at, ctx, preview.id, true);

      const left = ROWS - undone;
      expect((await getImport(ctx, { id: preview.id })).counts).toMatchObject({ undone, imported: left, failed: 0 });
      expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 200 - 3 * left, reserved: 0, products: left });
      const categories = () => shop.database.sql`select 1 from categories where merchant_id = ${merchantId}`;
      expect(await categories()).toHaveLength(1);

      expect(await undoBatch(ctx, { id: preview.id })).toMatchObject({ undone: left, credits: 3 * left });
      expect(await undoBatch(ctx, { id: preview.id })).toMatchObject({ undone: 0, credits: 0 });
      expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 200, reserved: 0, products: 0 });
      expect(await categories()).toHaveLength(0);
    },
  );
});
