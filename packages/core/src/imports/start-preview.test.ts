import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { JobRun } from "../jobs/define-job.ts";
import { discardOperation } from "../operations/discard-operation.ts";
import { listOperations } from "../operations/list-operations.ts";
import { commitImport } from "./commit-import.ts";
import { getPreview } from "./get-preview.ts";
import { readPreviewJob } from "./read-preview-job.ts";
import { asRole, booksOf, importOne, openShop, type Shop } from "./shop.fixture.ts";
import { startPreview } from "./start-preview.ts";
import { sweepImports } from "./sweep-imports.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
afterEach(() => shop.sandbox.control.faults.clear());

const pids = (from: number, count: number) =>
  Promise.all(
    Array.from(
      { length: count },
      async (_, nth) => (await shop.sandbox.control.products.find("single", from + nth)).pid,
    ),
  );
const start = async (ctx: ServiceContext, refs: readonly string[], key: string = randomUUID()) =>
  startPreview(ctx, { key, items: refs.map((ref) => ({ ref })) });
const attempt = (nth: number, progress: (done: number) => void = () => undefined): JobRun => ({
  attempt: nth,
  signal: new AbortController().signal,
  goOn: () => undefined,
  progress,
});
const read = (ctx: ServiceContext, previewId: string, run = attempt(1), platform = shop.platform) =>
  readPreviewJob.handle(platform, { merchantId: ctx.merchantId, previewId }, run);
const statusesOf = (preview: { rows: readonly { status: string; reason: string | null }[] }) =>
  preview.rows.map((row) => row.reason ?? row.status);

describe("a preview of many products", () => {
  it("[CAT-07] [CAT-08] stores the rows at once, reads them in batches, says how far it is and becomes ready", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const started = await start(ctx, await pids(0, 20));
    expect(started).toMatchObject({ state: "reading", read: 0, total: 20, cost: { credits: 0, cjPoints: 0 } });
    expect(new Set(statusesOf(started))).toEqual(new Set(["reading"]));
    expect(shop.platform.enqueued.at(-1)).toEqual({
      name: "preview-reading",
      payload: { merchantId, previewId: started.id },
    });
    await expect(commitImport(ctx, { previewId: started.id })).rejects.toMatchObject({ reason: "preview.not_ready" });

    const progress: number[] = [];
    await read(
      ctx,
      started.id,
      attempt(1, (done) => void progress.push(done)),
    );
    expect(progress).toEqual([8, 16, 20]);
    const ready = await getPreview(ctx, { id: started.id });
    expect(ready).toMatchObject({ state: "ready", read: 20, total: 20, cost: { credits: 60 } });
    expect(ready.rows.every((row) => row.status === "ok" && row.numbers!.variants > 0)).toBe(true);
    const told = await shop.database.sql`select payload from events
      where merchant_id = ${merchantId} and type = 'import.preview_read' order by id`;
    expect(told.map((row) => [row["payload"].read, row["payload"].state])).toEqual([
      [8, "reading"],
      [16, "reading"],
      [20, "reading"],
      [20, "ready"],
    ]);
    expect(await commitImport(ctx, { previewId: started.id })).toMatchObject({ counts: { queued: 20 } });
    expect(await booksOf(shop, merchantId)).toMatchObject({ reserved: 60 });
  });

  it("[CAT-08] the same key is the same preview, also ten times at once, and other merchants have keys of their own", async () => {
    const [one, other] = [await shop.merchant(), await shop.merchant()];
    const [key, refs] = [randomUUID(), await pids(0, 3)];
    const all = await Promise.all(Array.from({ length: 10 }, () => start(one.ctx, refs, key)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect((await start(other.ctx, refs, key)).id).not.toBe(all[0]!.id);
    const [count] = await shop.database.sql`select count(*)::int as n from operations
      where merchant_id = ${one.merchantId} and subject_id = ${all[0]!.id}`;
    expect(count?.["n"]).toBe(1);
    await expect(getPreview(other.ctx, { id: all[0]!.id })).rejects.toMatchObject({ reason: "preview.not_found" });
  });

  it("[CAT-09] [CAT-10] [CAT-12] every row says what becomes of it; places go to the first that can be sold", async () => {
    const { ctx } = await shop.merchant({ credits: 300, productCap: 4 });
    const refs = await pids(0, 7);
    await importOne(ctx, refs[0]!);
    const gone = await shop.sandbox.control.products.find("removed", 0);
    const started = await start(ctx, [refs[0]!, "nonsense", refs[1]!, refs[1]!, gone.pid, ...refs.slice(2)]);
    expect(started.read).toBe(3);
    // Imported while the others are read.
    await importOne(ctx, refs[2]!);
    await read(ctx, started.id);
    const ready = await getPreview(ctx, { id: started.id });
    expect(statusesOf(ready)).toEqual([
      "catalog.already_imported",
      "import.url_unknown",
      "ok",
      "import.duplicate_in_request",
      "import.product_removed",
      "catalog.already_imported",
      "ok",
      "import.plan_limit",
      "import.plan_limit",
      "import.plan_limit",
    ]);
    expect(ready.rows[5]!.existingProductId).not.toBeNull();
  });

  it("[INV-10] what CJ does not answer waits for the next attempt; the last one leaves it out with its reason", async () => {
    const { ctx } = await shop.merchant();
    const refs = await pids(10, 10);
    const started = await start(ctx, refs);
    const down = { match: { vendor: "cj-api", path: "/product/query" }, kind: "status", status: 503 } as const;
    await shop.sandbox.control.faults.add({ ...down, times: 4 });
    await expect(read(ctx, started.id)).rejects.toMatchObject({ reason: "cj.unavailable" });
    const half = await getPreview(ctx, { id: started.id });
    expect(half.state).toBe("reading");
    expect(half.read).toBeGreaterThan(0);
    expect(half.read).toBeLessThan(10);
    await shop.sandbox.control.faults.clear();
    await read(ctx, started.id, attempt(2));
    expect(new Set(statusesOf(await getPreview(ctx, { id: started.id })))).toEqual(new Set(["ok"]));

    const lost = await start(
      ctx,
      refs.map((ref) => ref),
    );
    await shop.sandbox.control.faults.add(down);
    for (let nth = 1; nth < 8; nth++)
      await expect(read(ctx, lost.id, attempt(nth))).rejects.toMatchObject({ reason: "cj.unavailable" });
    await read(ctx, lost.id, attempt(8));
    const ended = await getPreview(ctx, { id: lost.id });
    expect(ended).toMatchObject({ state: "ready", read: 10 });
    expect(new Set(statusesOf(ended))).toEqual(new Set(["cj.unavailable"]));
  });

  it("[CAT-12] no more is read than there is room for: points are money", async () => {
    const { ctx } = await shop.merchant({ credits: 9 });
    const started = await start(ctx, await pids(20, 12));
    await shop.sandbox.control.requests.clear();
    await read(ctx, started.id);
    const asked = await shop.sandbox.control.requests.list({ vendor: "cj-api", path: "/product/query" });
    expect(asked).toHaveLength(3);
    expect(statusesOf(await getPreview(ctx, { id: started.id }))).toEqual([
      ...Array<string>(3).fill("ok"),
      ...Array<string>(9).fill("import.credits_missing"),
    ]);
  });

  it("[CAT-08] an account that cannot be used ends the reading for all rows; a discarded reading too", async () => {
    const { ctx } = await shop.merchant();
    const started = await start(ctx, await pids(0, 3));
    await shop.database.sql`delete from cj_connections where merchant_id = ${ctx.merchantId}`;
    await read(ctx, started.id);
    expect(new Set(statusesOf(await getPreview(ctx, { id: started.id })))).toEqual(new Set(["cj.not_connected"]));

    const other = await shop.merchant();
    const unwanted = await start(other.ctx, await pids(0, 3));
    const { id } = (await listOperations(other.ctx, { queue: readPreviewJob.name })).items[0]!;
    await discardOperation(other.ctx, { queue: readPreviewJob.name, id });
    const ended = await getPreview(other.ctx, { id: unwanted.id });
    expect([ended.state, new Set(statusesOf(ended))]).toEqual(["ready", new Set(["import.discarded"])]);
  });

  it("[CAT-08] is valid for 30 minutes from when it is ready; one nobody reads gets a new job, and ends after six hours", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const late = shop.process();
    const mine = { ...ctx, platform: late };
    const slow = await start(mine, await pids(0, 2));
    late.clock.advance(50 * MINUTE_MS);
    await shop.database.sql`alter table import_previews disable trigger user`;
    await shop.database.sql`update import_previews set updated_at = now() - interval '2 hours' where id = ${slow.id}`;
    await shop.database.sql`alter table import_previews enable trigger user`;
    late.enqueued.length = 0;
    await sweepImports(late);
    expect(late.enqueued).toEqual([{ name: "preview-reading", payload: { merchantId, previewId: slow.id } }]);
    await read(mine, slow.id, attempt(1), late);
    late.clock.advance(29 * MINUTE_MS);
    expect((await commitImport(mine, { previewId: slow.id })).counts.queued).toBe(2);

    const never = await start(mine, await pids(2, 2));
    late.clock.advance(6 * HOUR_MS + MINUTE_MS);
    await sweepImports(late);
    await expect(getPreview(mine, { id: never.id })).rejects.toMatchObject({ reason: "preview.not_found" });
  });

  it("[CAT-08] needs the permissions and the plan of a bulk import", async () => {
    const { ctx } = await shop.merchant();
    const refs = await pids(0, 2);
    await expect(start(asRole(ctx, "support"), refs)).rejects.toMatchObject({ reason: "request.forbidden" });
    const free = await shop.merchant({ plan: "free" });
    await expect(start(free.ctx, refs)).rejects.toMatchObject({ reason: "import.bulk_not_in_plan" });
  });
});
