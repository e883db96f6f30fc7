import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createStaffedMerchant, createTestPlatform, userContext, type TestPlatform } from "@nexusone/testing/contexts";
import { expectIndexed } from "@nexusone/testing/explain";
import {
  countOperations,
  listOperationQueues,
  listOperationRows,
  pruneOperations,
  selectOperations,
} from "@nexusone/db/queries/operations";
import { withMerchant } from "@nexusone/db/with-merchant";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { asRole, openShop, type Shop } from "../imports/shop.fixture.ts";
import { commitImport } from "../imports/commit-import.ts";
import { getImport } from "../imports/get-import.ts";
import { previewImport } from "../imports/preview-import.ts";
import { sweepImports } from "../imports/sweep-imports.ts";
import { discardOperation } from "./discard-operation.ts";
import { getPlatformJobs } from "./get-platform-jobs.ts";
import { listOperations } from "./list-operations.ts";
import { listVendorHealth } from "./list-vendor-health.ts";
import { retryOperation } from "./retry-operation.ts";

describe("operations of an import", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  async function queuedImport(credits: number, from: number) {
    const { ctx, merchantId } = await shop.merchant({ credits });
    const items = [];
    for (const nth of [0, 1]) items.push({ ref: (await shop.sandbox.control.products.find("single", from + nth)).pid });
    const preview = await previewImport(ctx, { items });
    await commitImport(ctx, { previewId: preview.id });
    const [operation] = (await listOperations(ctx)).items;
    return { ctx, merchantId, preview, operation: operation! };
  }
  const creditsOf = async (merchantId: string) => {
    const [row] = await shop.database
      .sql`select balance, reserved from credit_accounts where merchant_id = ${merchantId}`;
    return row;
  };

  it("[JOB-01] a bulk import is one, about its preview and on record for who began it", async () => {
    const { ctx, preview, operation } = await queuedImport(100, 0);
    expect(operation).toMatchObject({
      queue: "product-import",
      kind: "product-import",
      status: "queued",
      progress: 0,
      maxAttempts: 20,
      subject: { kind: "import", id: preview.id },
      by: ctx.actor.kind === "user" ? ctx.actor.name : "",
    });
  });

  it("[JOB-01] discarding it settles its rows and frees their credits; nobody without the right may", async () => {
    const { ctx, merchantId, preview, operation } = await queuedImport(100, 2);
    expect(await creditsOf(merchantId)).toEqual({ balance: 100, reserved: 6 });
    await expect(discardOperation(asRole(ctx, "support"), operation)).rejects.toMatchObject({
      reason: "request.forbidden",
    });
    expect(await discardOperation(asRole(ctx, "product_editor"), operation)).toMatchObject({ status: "discarded" });
    expect(await creditsOf(merchantId)).toEqual({ balance: 100, reserved: 0 });
    const view = await getImport(ctx, { id: preview.id });
    expect(view.rows.map((row) => [row.state, row.reason])).toEqual([
      ["failed", "import.discarded"],
      ["failed", "import.discarded"],
    ]);
    await expect(retryOperation(ctx, operation)).rejects.toMatchObject({
      reason: "job.not_retryable",
      details: { status: "discarded" },
    });
  });

  it("[JOB-02] a lost job's operation goes on with the job the sweeper enqueues", async () => {
    const { ctx, operation } = await queuedImport(100, 4);
    await shop.database.sql`alter table credit_reservations disable trigger user`;
    await shop.database.sql`update credit_reservations set updated_at = now() - interval '2 hours'
      where merchant_id = ${ctx.merchantId}`;
    await shop.database.sql`alter table credit_reservations enable trigger user`;
    await shop.database
      .sql`update operations set status = 'failed', reason = 'job.worker_lost' where id = ${operation.id}`;
    await sweepImports(shop.platform);
    const { items } = await listOperations(ctx);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ id: operation.id, status: "queued", failedReason: null });
    expect(shop.platform.enqueued.at(-1)).toMatchObject({ name: "product-import" });
  });

  it("[JOB-03] tells how CJ answered lately: failures, throttling, speed and what is left of the day's points", async () => {
    const { ctx } = await queuedImport(100, 6);
    await shop.sandbox.control.faults.add({
      match: { vendor: "cj-api", path: "/product" },
      kind: "status",
      status: 503,
    });
    const { pid } = await shop.sandbox.control.products.find("single", 9);
    await expect(previewImport(ctx, { items: [{ ref: pid }] })).rejects.toMatchObject({ reason: "cj.unavailable" });
    await shop.sandbox.control.faults.clear();
    const [health] = await listVendorHealth(ctx);
    expect(health).toMatchObject({ vendor: "cj", environment: "sandbox", throttled: 0, reason: null });
    expect(health!.calls).toBeGreaterThan(health!.failed);
    expect(health!.failed).toBeGreaterThan(0);
    expect(health!.pointsLeft).toBeLessThan(health!.pointsPerDay);
    expect(health!.medianMs).toBeLessThanOrEqual(health!.p95Ms!);
    expect([health!.lastSuccessAt, health!.lastFailureAt]).not.toContain(null);
    shop.platform.clock.advance(25 * HOUR_MS);
    expect(await listVendorHealth(ctx)).toMatchObject([{ calls: 0, medianMs: null, lastSuccessAt: null }]);
  });
});

describe("many operations", () => {
  let test: TestDatabase;
  let platform: TestPlatform;
  let ctx: ServiceContext;
  beforeAll(async () => {
    test = await createTestDatabase();
    platform = createTestPlatform(test.db);
    ({ ctx } = await createStaffedMerchant(platform));
    const { ctx: other } = await createStaffedMerchant(platform);
    for (const { merchantId } of [ctx, other])
      await test.sql`insert into operations (merchant_id, queue, kind, status, max_attempts, payload, user_name, finished_at)
        select ${merchantId}, 'queue_' || n % 3, 'kind', (array['completed', 'failed', 'queued', 'discarded'])[1 + n % 4], 5, '{}',
          'Ann', case when n % 4 <> 2 then '2026-01-01'::timestamptz + n * interval '1 minute' end
        from generate_series(0, 5999) n`;
    await test.sql`analyze operations`;
  });
  afterAll(() => test.close());

  it("[JOB-03] are paged newest first by queue and state, each once", async () => {
    const filter = { queue: "queue_1", status: "failed" } as const;
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listOperations(ctx, { ...filter, limit: 100, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(500);
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
    await expect(listOperations(ctx, { cursor: "nonsense" })).rejects.toMatchObject({ reason: "request.invalid" });
  });

  it("[DAT-02] [JOB-03] [JOB-04] are read by index, however many a merchant has", async () => {
    await withMerchant(test.db, { merchantId: ctx.merchantId }, async (tx) => {
      for (const filter of [
        {},
        { queue: "queue_1" },
        { status: "failed" },
        { queue: "queue_2", status: "queued" },
      ] as const) {
        const before = (await listOperationRows(tx, { limit: 60 })).at(-1)!.id;
        await expectIndexed(tx, selectOperations(tx, { ...filter, limit: 50, before }));
      }
      expect(await listOperationQueues(tx)).toEqual(["queue_0", "queue_1", "queue_2"]);
      expect(await countOperations(tx, "queue_0", new Date())).toMatchObject({
        completed: 500,
        waiting: 500,
        active: 0,
      });
    });
  });

  it("[JOB-04] that ended a month ago are forgotten, for every merchant, and nothing that waits", async () => {
    const before = addMs(new Date("2026-01-01T00:00:00Z"), DAY_MS);
    await pruneOperations(test.db, before);
    const [left] = await test.sql`select count(*) filter (where finished_at < ${before})::integer as old,
      count(*) filter (where status = 'queued')::integer as queued from operations`;
    expect(left).toEqual({ old: 0, queued: 3_000 });
  });

  it("[AUT-04] the platform's figures are for its admins", async () => {
    const { ctx: owner } = await createStaffedMerchant(platform);
    const user = { id: owner.actor.kind === "user" ? owner.actor.userId : "" };
    await expect(getPlatformJobs(userContext(platform, user))).rejects.toMatchObject({
      reason: "identity.platform_admin_only",
    });
    expect(await getPlatformJobs(userContext(platform, { ...user, isPlatformAdmin: true }))).toEqual({
      queues: [],
      schedule: [],
    });
  });
});
