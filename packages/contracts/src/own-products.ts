import { z } from "zod";
import { CategoryId, ProductId, VariantId } from "./ids.ts";
import { Minor } from "./pricing.ts";
import { PackageFacts } from "./package-facts.ts";
import { PRODUCT_STATUSES, Tags } from "./product-terms.ts";

const Units = z.number().int().min(0).max(100_000_000);
const own = {
  label: z.string().trim().min(1).max(300),
  sku: z.string().trim().max(100).nullable(),
  priceMinor: Minor,
  /** What the merchant pays for one, everything included, in the shop's currency; null is unknown. */
  costMinor: Minor.nullable(),
  /** Units at hand; null is unknown. */
  stock: Units.nullable(),
};
export const NewVariant = z.object({
  ...own,
  label: own.label.optional(),
  sku: own.sku.default(null),
  costMinor: own.costMinor.default(null),
  stock: own.stock.default(null),
  weightGrams: z.number().int().min(0).max(1_000_000).nullable().default(null),
});
export const CreateProductInput = z.object({
  name: z.string().trim().min(1).max(500),
  /** Text or simple HTML; sanitised. */
  description: z.string().max(100_000).default(""),
  status: z.enum(PRODUCT_STATUSES).default("active"),
  categoryId: CategoryId.nullable().default(null),
  tags: Tags.default([]),
  imageUrls: z
    .array(z.url({ protocol: /^https$/ }).max(2_000))
    .max(20)
    .default([]),
  ...PackageFacts.partial().shape,
  variants: z.array(NewVariant).min(1).max(100),
});
export const VariantEdit = z.object({ variantId: VariantId, active: z.boolean(), ...own }).omit({ priceMinor: true });
/** Only what is named changes. Cost, stock and names of a supplier's variants are the supplier's. */
export const VariantEdits = z.array(VariantEdit.partial().required({ variantId: true })).max(100);

export const DeleteProductInput = z.object({
  id: ProductId,
  /** Removes it for good instead of archiving it; only what was never sold. */
  permanent: z.boolean().default(false),
});
export const DeletedProduct = z.object({ id: ProductId, outcome: z.enum(["archived", "removed"]) });

/** Lengths of GTIN-8, UPC-A, EAN-13 and GTIN-14. */
const GTIN = /^(\d{8}|\d{12}|\d{13}|\d{14})$/;
/** True for everything that is not a GTIN, and for a GTIN whose check digit is right. */
export function plausibleBarcode(code: string): boolean {
  if (!GTIN.test(code)) return true;
  const digits = [...code].map(Number).reverse();
  const sum = digits.slice(1).reduce((total, digit, nth) => total + digit * (nth % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === digits[0];
}
