import { MAX_SAVED_FILTERS } from "@nexusone/contracts/saved-filters";
import { createMember, createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { asRole } from "../imports/shop.fixture.ts";
import { createCategory } from "./create-category.ts";
import { mergeCategories } from "./change-categories.ts";
import { changeFilter, deleteFilter, listSavedFilters, saveFilter } from "./saved-filters.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** A merchant's owner and two colleagues. */
async function team() {
  const platform = createTestPlatform(database.db);
  const { ctx, merchant } = await createStaffedMerchant(platform);
  const { ctx: editor } = await createMember(platform, merchant.id, "product_editor");
  const { ctx: support } = await createMember(platform, merchant.id, "support");
  return { owner: ctx, editor, support };
}
const seen = async (ctx: ServiceContext) =>
  (await listSavedFilters(ctx)).items.map(({ name, own, changeable }) => [name, own, changeable]);

it("[CAT-21] a saved filter is one's own until it is shared, and only its owner or who runs the shop changes it", async () => {
  const { owner, editor, support } = await team();
  const query = { q: "lamp", stock: "out", sort: "price_asc" } as const;
  const mine = await saveFilter(editor, { name: "Sold out lamps", query });
  expect(mine).toMatchObject({ name: "Sold out lamps", query, shared: false, own: true, changeable: true });
  expect([await seen(owner), await seen(support)]).toEqual([[], []]);
  for (const ctx of [owner, support]) {
    await expect(changeFilter(ctx, { id: mine.id, name: "Taken" })).rejects.toMatchObject({
      reason: "catalog.filter_not_found",
    });
    await expect(deleteFilter(ctx, { id: mine.id })).rejects.toMatchObject({ reason: "catalog.filter_not_found" });
  }
  await changeFilter(editor, { id: mine.id, shared: true });
  expect(await seen(support)).toEqual([["Sold out lamps", false, false]]);
  expect(await seen(owner)).toEqual([["Sold out lamps", false, true]]);
  await expect(deleteFilter(support, { id: mine.id })).rejects.toMatchObject({ reason: "catalog.filter_not_found" });
  await saveFilter(owner, { name: "sold out lamps", query: { tag: "gift" } });
  expect(await seen(owner)).toEqual([
    ["sold out lamps", true, true],
    ["Sold out lamps", false, true],
  ]);
  expect(await deleteFilter(owner, { id: mine.id })).toMatchObject({ name: "Sold out lamps", query, shared: true });
  expect(await seen(editor)).toEqual([]);
});

it("[CAT-21] names are one's own whatever their case, there is room for fifty, and sharing is for editors", async () => {
  const { owner, support } = await team();
  const first = await saveFilter(support, { name: "One", query: {} });
  const second = await saveFilter(support, { name: "Two", query: {} });
  expect((await saveFilter(support, { name: "One", query: {} })).id).toBe(first.id);
  await expect(saveFilter(support, { name: "One", query: { q: "x" } })).rejects.toMatchObject({
    reason: "catalog.filter_name_taken",
  });
  await expect(saveFilter(support, { name: " oNE ", query: {} })).rejects.toMatchObject({
    reason: "catalog.filter_name_taken",
  });
  await expect(changeFilter(support, { id: second.id, name: "ONE" })).rejects.toMatchObject({
    reason: "catalog.filter_name_taken",
  });
  expect(await changeFilter(support, { id: first.id, query: { tag: "x" } })).toMatchObject({
    name: "One",
    query: { tag: "x" },
  });
  for (const work of [
    () => saveFilter(support, { name: "Ours", query: {}, shared: true }),
    () => changeFilter(support, { id: first.id, shared: true }),
  ])
    await expect(work()).rejects.toMatchObject({ reason: "request.forbidden" });
  for (let made = 2; made < MAX_SAVED_FILTERS; made += 1) await saveFilter(support, { name: `Nr ${made}`, query: {} });
  await expect(saveFilter(support, { name: "One too many", query: {} })).rejects.toMatchObject({
    reason: "catalog.filters_full",
    details: { most: MAX_SAVED_FILTERS },
  });
  // A colleague's room is their own.
  await saveFilter(owner, { name: "One", query: {} });
});

it("[CAT-04] [CAT-21] a filter of a category that is merged shows the one it went into", async () => {
  const { owner } = await team();
  const [lamps, lights] = [
    await createCategory(owner, { name: "Lamps" }),
    await createCategory(owner, { name: "Lights" }),
  ];
  await saveFilter(owner, { name: "Lamps on sale", query: { categoryId: lamps.id, tag: "sale" } });
  await saveFilter(owner, { name: "Other", query: { tag: "sale" } });
  await mergeCategories(owner, { from: lamps.id, into: lights.id });
  expect((await listSavedFilters(owner)).items.map(({ query }) => query)).toEqual([
    { categoryId: lights.id, tag: "sale" },
    { tag: "sale" },
  ]);
});

it("[CAT-21] a paired browser and a key have the filters of their person, a job has none", async () => {
  const { owner } = await team();
  await saveFilter(owner, { name: "Mine", query: {} });
  const { actor } = owner;
  if (actor.kind !== "user") throw new Error("a person acts");
  const browser: ServiceContext = {
    ...owner,
    actor: { ...actor, kind: "extension_session", scopes: ["catalog:read"] },
  };
  expect(await seen(browser)).toEqual([["Mine", true, true]]);
  const job: ServiceContext = { ...owner, actor: { kind: "job", name: "test" } };
  await expect(listSavedFilters(job)).rejects.toMatchObject({ reason: "request.forbidden" });
  expect(await seen(asRole(owner, "support"))).toEqual([["Mine", true, true]]);
});
