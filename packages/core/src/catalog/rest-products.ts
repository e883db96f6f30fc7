import type { ProductView } from "@nexusone/contracts/catalog";
import {
  CFA,
  CreateRestProductInput,
  ListRestProductsInput,
  UpdateRestProductInput,
  type RestProduct,
} from "@nexusone/contracts/rest-products";
import { findCategoryByName, listPackageFacts } from "@nexusone/db/queries/catalog-own";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { readMerchant } from "../transaction.ts";
import { createCategory } from "./create-category.ts";
import { createProduct } from "./create-product.ts";
import { productViewOf } from "./get-product.ts";
import { listProducts } from "./list-products.ts";
import { updateProduct } from "./update-product.ts";

/** Creates a product of one variant, under the names older programs use. @throws as `createProduct`, `catalog.not_cfa`. */
export async function createRestProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateRestProductInput>,
): Promise<RestProduct> {
  authorize(ctx, "catalog:edit");
  const input = CreateRestProductInput.parse(rawInput);
  const priceMinor = (await priceOf(ctx, input)) ?? 0; // the schema asks for one
  const { name, description, brand, barcode, ingredients, tags, imageUrl, active, stockQty, expirationDate } = input;
  const view = await createProduct(ctx, {
    name,
    ...defined({ description, brand, barcode, ingredients, tags }),
    ...(imageUrl && { imageUrls: [imageUrl] }),
    ...(expirationDate !== undefined && { expiresOn: expirationDate }),
    status: active === false ? "inactive" : "active",
    categoryId: (await categoryOf(ctx, input.category)) ?? null,
    variants: [{ priceMinor, stock: stockQty ?? null }],
  });
  return restProduct(view, view);
}

/**
 * Changes a product under the names older programs use: the price of all its variants, the stock of its only one.
 * @throws as `updateProduct`, `catalog.not_cfa`, `catalog.many_variants`.
 */
export async function updateRestProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof UpdateRestProductInput>,
): Promise<RestProduct> {
  authorize(ctx, "catalog:edit");
  const input = UpdateRestProductInput.parse(rawInput);
  const { id, version, name, description, tags, active, brand, barcode, ingredients, stockQty, expirationDate } = input;
  const priceMinor = await priceOf(ctx, input);
  // Not `getProduct`: whoever may edit need not be allowed to list.
  const { variants, status } = await readMerchant(ctx, (tx) => productViewOf(tx, ctx, id));
  const [only, ...others] = variants;
  if (stockQty !== undefined && (!only || others.length > 0)) throw new DomainError("catalog.many_variants");
  const categoryId = await categoryOf(ctx, input.category);
  const view = await updateProduct(ctx, {
    id,
    ...defined({ version, name, tags, brand, barcode, ingredients, categoryId }),
    ...(description !== undefined && { descriptionHtml: description }),
    ...(expirationDate !== undefined && { expiresOn: expirationDate }),
    // What is archived stays so until it is made active.
    ...(active !== undefined && active !== (status === "active") && { status: active ? "active" : "inactive" }),
    ...(priceMinor !== undefined && { prices: variants.map((variant) => ({ variantId: variant.id, priceMinor })) }),
    ...(stockQty !== undefined && only && { variants: [{ variantId: only.id, stock: stockQty }] }),
  });
  return restProduct(view, view);
}

/** The catalogue by filter and words, under the names older programs use. */
export async function listRestProducts(ctx: ServiceContext, rawInput: z.input<typeof ListRestProductsInput>) {
  authorize(ctx, "catalog:read");
  const { category, ...filter } = ListRestProductsInput.parse(rawInput);
  const named = category === undefined ? undefined : await readMerchant(ctx, (tx) => findCategoryByName(tx, category));
  if (category !== undefined && !named) return { items: [], nextCursor: null, total: 0 };
  const page = await listProducts(ctx, { ...filter, ...(named && { categoryId: named }) });
  const facts = await readMerchant(ctx, (tx) =>
    listPackageFacts(
      tx,
      page.items.map(({ id }) => id),
    ),
  );
  const none = { brand: null, barcode: null, ingredients: null, expiresOn: null };
  return { ...page, items: page.items.map((item) => restProduct(item, facts.get(item.id) ?? none)) };
}

type Facts = Pick<ProductView, "brand" | "barcode" | "ingredients" | "expiresOn">;
type Head = Pick<
  ProductView,
  | "id"
  | "name"
  | "category"
  | "minPriceMinor"
  | "currency"
  | "stock"
  | "available"
  | "imageUrl"
  | "tags"
  | "status"
  | "updatedAt"
>;

const restProduct = (head: Head, { brand, barcode, ingredients, expiresOn }: Facts): RestProduct => ({
  id: head.id,
  name: head.name,
  category: head.category?.name ?? null,
  priceCfa: CFA.includes(head.currency) ? head.minPriceMinor : null,
  priceMinor: head.minPriceMinor,
  currency: head.currency,
  stockQty: head.stock,
  isAvailable: head.available,
  imageUrl: head.imageUrl,
  brand,
  barcode,
  ingredients,
  expirationDate: expiresOn,
  tags: head.tags,
  active: head.status === "active",
  updatedAt: head.updatedAt,
});

type Price = { readonly priceCfa?: number | undefined; readonly priceMinor?: number | undefined };
async function priceOf(ctx: ServiceContext, { priceCfa, priceMinor }: Price): Promise<number | undefined> {
  if (priceCfa === undefined) return priceMinor;
  const { currency } = (await readMerchant(ctx, readPricing)).terms;
  if (!CFA.includes(currency)) throw new DomainError("catalog.not_cfa", { currency });
  return priceCfa;
}

const categoryOf = async (ctx: ServiceContext, name: string | null | undefined) =>
  name ? (await createCategory(ctx, { name })).id : name === null ? null : undefined;

/** Only what was given: with `exactOptionalPropertyTypes` an absent field is not an undefined one. */
const defined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
