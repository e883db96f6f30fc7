import { z } from "zod";
import { ListProductsInput } from "./catalog.ts";
import { CategoryId, ProductId } from "./ids.ts";
import { PackageFacts } from "./package-facts.ts";
import { Instant, page } from "./paging.ts";
import { Minor } from "./pricing.ts";
import { Tags } from "./product-terms.ts";

/** Currencies in which `price_cfa` is said: both CFA francs, neither has decimals. */
export const CFA: readonly string[] = ["XOF", "XAF"];

const { expiresOn, ...packaged } = PackageFacts.shape;
/** A product in the names that older programs know: one price, one stock. */
const fields = {
  name: z.string().trim().min(1).max(500),
  description: z.string().max(100_000),
  /** Its name; made when missing. */
  category: z.string().trim().min(1).max(80).nullable(),
  /** Of shops that sell in CFA francs; the same number as `price_minor`. */
  priceCfa: Minor,
  priceMinor: Minor,
  stockQty: z.number().int().min(0).max(100_000_000).nullable(),
  imageUrl: z
    .url({ protocol: /^https$/ })
    .max(2_000)
    .nullable(),
  expirationDate: expiresOn,
  tags: Tags,
  active: z.boolean(),
  ...packaged,
};
export const CreateRestProductInput = z
  .object(fields)
  .partial()
  .required({ name: true })
  .refine((input) => input.priceCfa !== undefined || input.priceMinor !== undefined, { path: ["priceMinor"] });
export const UpdateRestProductInput = z
  .object({ id: ProductId, version: z.number().int().optional(), ...fields })
  .omit({ imageUrl: true })
  .partial()
  .required({ id: true });

export const RestProduct = z.object({
  ...z.object(fields).omit({ priceCfa: true, description: true }).shape,
  id: ProductId,
  imageUrl: z.string().nullable(),
  /** Null in a shop that sells in another currency. */
  priceCfa: z.number().nullable(),
  currency: z.string(),
  /** Whether it can be sold, apart from `active`; null while stock is unknown. */
  isAvailable: z.boolean().nullable(),
  updatedAt: Instant,
});
export type RestProduct = z.infer<typeof RestProduct>;
export const ListRestProductsInput = ListProductsInput.extend({ category: z.string().trim().max(80).optional() });
export const RestProductsPage = page(RestProduct).extend({ total: z.number().int().nullable() });

/** What strangers see of a shop that shows its catalogue: never a cost, never how many there are. */
export const PublicProduct = z.object({
  id: ProductId,
  name: z.string(),
  priceMinor: z.number(),
  currency: z.string(),
  imageUrl: z.string().nullable(),
  category: z.string().nullable(),
  inStock: z.boolean(),
});
export type PublicProduct = z.infer<typeof PublicProduct>;
export const ListPublicProductsInput = ListProductsInput.pick({ q: true, limit: true, cursor: true }).extend({
  /** Where the shop is found: its short name. */
  shop: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,80}$/),
  category: z.string().trim().max(80).optional(),
  categoryId: CategoryId.optional(),
});
export const PublicProductsPage = page(PublicProduct);
