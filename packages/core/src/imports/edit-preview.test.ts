import { randomUUID } from "node:crypto";
import type { RunningPreview } from "@nexusone/contracts/imports";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { commitImport } from "./commit-import.ts";
import { editPreview } from "./edit-preview.ts";
import { getImport } from "./get-import.ts";
import { getPreview } from "./get-preview.ts";
import { getPreviewRow } from "./get-preview-row.ts";
import { previewImport } from "./preview-import.ts";
import { readPreviewJob } from "./read-preview-job.ts";
import { asRole, importOne, openShop, type Shop } from "./shop.fixture.ts";
import { startPreview } from "./start-preview.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const refs = async (count: number, from = 0) =>
  (
    await Promise.all(
      Array.from({ length: count }, (_, nth) => shop.sandbox.control.products.find("color-size", from + nth)),
    )
  ).map(({ pid }) => pid);

async function ready(ctx: ServiceContext, wanted: readonly string[]): Promise<RunningPreview> {
  const { id } = await startPreview(ctx, { key: randomUUID(), items: wanted.map((ref) => ({ ref, tags: ["new"] })) });
  await readPreviewJob.handle(shop.platform, { merchantId: ctx.merchantId, previewId: id });
  return getPreview(ctx, { id });
}
const asked = async () => (await shop.sandbox.control.requests.list({ vendor: "cj-api" })).length;
const x5 = { kind: "multiplier", factor: "5", of: "cost" } as const;

describe("a change of rows in a preview", () => {
  it("[CAT-07] [CAT-11] prices the rows anew from what was read, without a call, and tells every variant on demand", async () => {
    const { ctx } = await shop.merchant();
    const { id, rows } = await ready(ctx, await refs(3));
    const before = await Promise.all(rows.map((row) => getPreviewRow(ctx, { rowId: row.id })));
    const calls = await asked();
    const change = { priceRule: x5, categoryName: "Garden", addTags: ["late"], removeTags: ["new"] };
    const changed = await editPreview(ctx, { id, rowIds: [rows[0]!.id, rows[1]!.id], change });
    expect(await asked()).toBe(calls);
    expect(changed).toEqual(await getPreview(ctx, { id }));
    expect(changed.rows.map(({ categoryName, tags }) => [categoryName, tags])).toEqual([
      ["Garden", ["late"]],
      ["Garden", ["late"]],
      [before[2]!.categoryName, ["new"]],
    ]);
    for (const [nth, row] of changed.rows.entries()) {
      const { variants, optionNames } = await getPreviewRow(ctx, { rowId: row.id });
      expect(optionNames).toEqual(before[nth]!.optionNames);
      const prices = variants.map(({ priceMinor }) => priceMinor ?? 0);
      expect(row.numbers).toMatchObject({
        variants: variants.length,
        minPriceMinor: Math.min(...prices),
        maxPriceMinor: Math.max(...prices),
      });
      expect(row.numbers!.margin!.profitMinor).toBe(Math.min(...variants.map((one) => one.margin!.profitMinor)));
      if (nth === 2) expect(variants).toEqual(before[2]!.variants);
      else expect(prices).not.toEqual(before[nth]!.variants.map(({ priceMinor }) => priceMinor));
    }
    expect(JSON.stringify(changed).length).toBeLessThan(JSON.stringify(before).length / 2);
  });

  it("[CAT-07] leaves rows out and takes them in as far as there is room, and the commit does what is shown", async () => {
    const { ctx } = await shop.merchant({ credits: 100, productCap: 2 });
    const { id, rows } = await ready(ctx, await refs(2, 4));
    const outOf = (preview: RunningPreview) => preview.rows.map(({ reason }) => reason);
    const [first, second] = rows.map((row) => row.id);
    const left = await editPreview(ctx, { id, rowIds: [first!], change: { include: false } });
    expect(outOf(left)).toEqual(["import.left_out", null]);
    expect(left.cost.credits).toBe(3);
    // Another change does not bring it in.
    expect(outOf(await editPreview(ctx, { id, rowIds: [first!], change: { addTags: ["a"] } }))).toEqual(outOf(left));
    // Its place is taken meanwhile.
    await importOne(ctx, (await refs(1, 8))[0]!);
    const full = await editPreview(ctx, { id, rowIds: [first!, second!], change: { include: true } });
    expect(outOf(full)).toEqual(["import.plan_limit", null]);
    const done = await commitImport(ctx, { previewId: id });
    expect(done.rows.map(({ rowId, state }) => [rowId, state])).toEqual([[second, "imported"]]);
  });

  it("[CAT-07] is refused while the rows are read, after the commit, when it is too old, and for strangers", async () => {
    const { ctx } = await shop.merchant();
    const late = shop.process();
    const mine = { ...ctx, platform: late };
    const change = { categoryName: null };
    const items = (await refs(2, 10)).map((ref) => ({ ref }));
    const reading = await startPreview(mine, { key: randomUUID(), items });
    const rowIds = reading.rows.map((row) => row.id);
    const edit = (id: RunningPreview["id"], by: ServiceContext = mine) => editPreview(by, { id, rowIds, change });
    await expect(edit(reading.id)).rejects.toMatchObject({ reason: "preview.not_ready" });
    await readPreviewJob.handle(late, { merchantId: ctx.merchantId, previewId: reading.id });
    const other = await shop.merchant();
    await expect(edit(reading.id, other.ctx)).rejects.toMatchObject({ reason: "preview.not_found" });
    await expect(getPreviewRow(other.ctx, { rowId: rowIds[0]! })).rejects.toMatchObject({
      reason: "preview.not_found",
    });
    await expect(edit(reading.id, asRole(mine, "support"))).rejects.toMatchObject({ reason: "request.forbidden" });
    const tags = Array.from({ length: 20 }, (_, nth) => `tag ${nth}`);
    await editPreview(mine, { id: reading.id, rowIds, change: { addTags: tags } });
    await expect(
      editPreview(mine, { id: reading.id, rowIds, change: { addTags: ["one more"] } }),
    ).rejects.toMatchObject({ reason: "request.invalid" });
    expect((await edit(reading.id)).rows.map((row) => row.categoryName)).toEqual([null, null]);
    late.clock.advance(31 * MINUTE_MS);
    await expect(edit(reading.id)).rejects.toMatchObject({ reason: "preview.expired" });

    const committed = await ready(ctx, await refs(2, 12));
    const ids = committed.rows.map((row) => row.id);
    await commitImport(ctx, { previewId: committed.id });
    await expect(editPreview(ctx, { id: committed.id, rowIds: ids, change })).rejects.toMatchObject({
      reason: "preview.committed",
    });
    expect((await getImport(ctx, { id: committed.id })).state).toBe("running");
  });

  it("[CAT-07] leaves alone what was never read or came into the catalogue, and rows of another preview", async () => {
    const { ctx } = await shop.merchant();
    const [one, two] = await refs(2, 14);
    const { productId } = await importOne(ctx, one!);
    const mine = await ready(ctx, [one!, "nonsense", two!]);
    const other = await previewImport(ctx, { items: [{ ref: (await refs(1, 16))[0]! }] });
    const rowIds = [...mine.rows, ...other.rows].map((row) => row.id);
    const after = await editPreview(ctx, { id: mine.id, rowIds, change: { categoryName: "Mine", include: true } });
    expect(after.rows.map(({ reason, categoryName }) => [reason, categoryName])).toEqual([
      ["catalog.already_imported", null],
      ["import.url_unknown", null],
      [null, "Mine"],
    ]);
    expect(after.rows[0]!.existingProductId).toBe(productId);
    expect((await getPreviewRow(ctx, { rowId: other.rows[0]!.id })).categoryName).not.toBe("Mine");
  });
});
