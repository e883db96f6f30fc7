import { afterAll, beforeAll, expect, it } from "vitest";
import { asRole, openShop, type Shop } from "../imports/shop.fixture.ts";
import { commitImport } from "../imports/commit-import.ts";
import { previewImport } from "../imports/preview-import.ts";
import { getProduct } from "./get-product.ts";
import { listCategoryMappings, setCategoryMapping } from "./category-mappings.ts";
import { createCategory } from "./create-category.ts";
import { deleteCategory, mergeCategories, renameCategoryTo } from "./change-categories.ts";
import { listFacets } from "./list-facets.ts";
import { listProductHistory } from "./list-product-history.ts";
import { updateProduct } from "./update-product.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const pidOf = async (nth: number) => (await shop.sandbox.control.products.find("single", nth)).pid;
type Ctx = Awaited<ReturnType<Shop["merchant"]>>["ctx"];
async function imported(ctx: Ctx, ref: string, categoryName?: string) {
  const preview = await previewImport(ctx, { items: [{ ref, ...(categoryName && { categoryName }) }] });
  const [row] = (await commitImport(ctx, { previewId: preview.id })).rows;
  return getProduct(ctx, { id: row?.productId as never }); // our own uuid
}
const shelves = async (ctx: Ctx) =>
  (await listFacets(ctx)).categories.map(({ name, productCount }) => [name, productCount] as const);

it("[CAT-04] renames a category, but never to a name another one has", async () => {
  const { ctx } = await shop.merchant();
  const lamps = await createCategory(ctx, { name: "Lamps" });
  await createCategory(ctx, { name: "Lights" });
  expect(await renameCategoryTo(ctx, { id: lamps.id, name: "LAMPS" })).toMatchObject({ name: "LAMPS" });
  await expect(renameCategoryTo(ctx, { id: lamps.id, name: "lights" })).rejects.toMatchObject({
    reason: "catalog.category_name_taken",
  });
  expect(await shelves(ctx)).toEqual([
    ["LAMPS", 0],
    ["Lights", 0],
  ]);
  await expect(renameCategoryTo(asRole(ctx, "support"), { id: lamps.id, name: "X" })).rejects.toMatchObject({
    reason: "request.forbidden",
  });
});

it("[CAT-04] merges a category into another with its products and what was sent there, and deletes one without losing a product", async () => {
  const { ctx } = await shop.merchant();
  const product = await imported(ctx, await pidOf(0), "Lamps");
  const lamps = product.category?.id as never; // our own uuid
  await setCategoryMapping(ctx, { path: ["Home"], categoryName: "Lamps" });
  const { id: home } = await createCategory(ctx, { name: "Home" });
  expect(await mergeCategories(ctx, { from: lamps, into: home })).toEqual({ products: 1 });
  const moved = await getProduct(ctx, { id: product.id });
  expect(moved.category).toEqual({ id: home, name: "Home" });
  // An edit that somebody began before is stale, and the history tells of the move.
  await expect(updateProduct(ctx, { id: product.id, version: product.version, name: "Late" })).rejects.toMatchObject({
    reason: "catalog.stale",
  });
  expect((await listCategoryMappings(ctx)).items).toEqual([{ path: ["Home"], category: { id: home, name: "Home" } }]);
  await expect(mergeCategories(ctx, { from: home, into: home })).rejects.toMatchObject({
    reason: "catalog.category_not_found",
  });
  expect(await deleteCategory(ctx, { id: home })).toEqual({ products: 1 });
  const left = await getProduct(ctx, { id: product.id });
  expect(left.category).toBeNull();
  expect(left.version).toBe(product.version + 2);
  const history = (await listProductHistory(ctx, { id: product.id })).items;
  expect(history.slice(0, 2).map(({ payload }) => [payload["fields"], payload["before"], payload["after"]])).toEqual([
    [["categoryId"], { categoryId: home }, { categoryId: null }],
    [["categoryId"], { categoryId: lamps }, { categoryId: home }],
  ]);
  expect((await listCategoryMappings(ctx)).items).toEqual([]);
  expect(await shelves(ctx)).toEqual([]);
});

it("[CAT-04] [CAT-11] an import without a category takes the one kept for CJ's, the narrowest that is mapped; a given one stays", async () => {
  const { ctx } = await shop.merchant();
  const [first, second, third] = [await pidOf(1), await pidOf(2), await pidOf(3)];
  const { origin } = await imported(ctx, first);
  const path = origin?.categoryPath ?? [];
  expect(path.length).toBeGreaterThan(1);
  const other = await previewImport(ctx, { items: [{ ref: second }] });
  expect(other.rows[0]?.categoryName).toBeNull();

  // Written differently, the same path.
  await setCategoryMapping(ctx, { path: [` ${path[0]?.toUpperCase()}`], categoryName: "Everything" });
  const { ctx: another } = await shop.merchant();
  await setCategoryMapping(another, { path, categoryName: "Not yours" });
  const again = async (ref: string, given?: string) =>
    (await previewImport(ctx, { items: [{ ref, ...(given && { categoryName: given }) }] })).rows[0];
  const wide = await again(third, "Mine");
  expect(wide?.categoryName).toBe("Mine");
  const { ctx: fresh } = await shop.merchant();
  await setCategoryMapping(fresh, { path: path.slice(0, 1), categoryName: "Wide" });
  expect((await imported(fresh, first)).category?.name).toBe("Wide");
  const { ctx: narrow } = await shop.merchant();
  await setCategoryMapping(narrow, { path: path.slice(0, 1), categoryName: "Wide" });
  await setCategoryMapping(narrow, { path: path.slice(0, 2), categoryName: "Narrow" });
  expect((await imported(narrow, first)).category?.name).toBe("Narrow");
  await setCategoryMapping(narrow, { path: path.slice(0, 2), categoryName: null });
  expect((await listCategoryMappings(narrow)).items.map(({ category }) => category.name)).toEqual(["Wide"]);
});
