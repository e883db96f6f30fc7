import { eq, sql } from "drizzle-orm";
import { merchants } from "../schema/merchants.ts";
import { categories, products, productTags, variantStock } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

export async function findByBarcode(tx: MerchantTx, barcode: string): Promise<string | undefined> {
  const [row] = await tx.select({ id: products.id }).from(products).where(eq(products.barcode, barcode));
  return row?.id;
}

export type NewProductRow = Omit<typeof products.$inferInsert, "merchantId" | "id">;

/** The product with its tags; undefined when another one has its barcode. Variants and pictures follow on their own. */
export async function insertProduct(
  tx: MerchantTx,
  row: NewProductRow,
  tags: readonly string[],
): Promise<string | undefined> {
  const [made] = await tx
    .insert(products)
    .values(row)
    .onConflictDoNothing({ target: [products.merchantId, products.barcode] })
    .returning({ id: products.id });
  if (!made) return undefined;
  const productId = made.id;
  if (tags.length > 0) await tx.insert(productTags).values(tags.map((tag) => ({ productId, tag })));
  return productId;
}

/** Where the merchant's own stock is counted: the country they sell in. */
export async function findHomeCountry(tx: MerchantTx): Promise<string> {
  const [row] = await tx.select({ country: merchants.destinationCountry }).from(merchants);
  if (!row) throw new Error("the transaction has no merchant");
  return row.country;
}

export type VariantFactsEdit = {
  readonly id: string;
  readonly active: boolean;
  readonly label: string;
  readonly sku: string | null;
  readonly costMinor: number | null;
  readonly stockKnown: boolean;
};

export async function updateVariantFacts(tx: MerchantTx, edits: readonly VariantFactsEdit[]): Promise<void> {
  if (edits.length === 0) return;
  await tx.execute(sql`
    update product_variants v set active = e.active, label = e.label, sku = e.sku, cost_minor = e."costMinor",
      stock_known = e."stockKnown"
    from jsonb_to_recordset(${JSON.stringify(edits)}::jsonb) as e(id uuid, active boolean, label text, sku text,
      "costMinor" bigint, "stockKnown" boolean)
    where v.id = e.id`);
}

/** Units of a product in all its variants; null when nothing is known of any. */
export async function sumStock(tx: MerchantTx, productId: string): Promise<number | null> {
  const { rows } = await tx.execute<{ units: number | null }>(sql`
    select case when bool_or(v.stock_known) then least(2000000000, coalesce(sum(s.total), 0))::integer end as units
    from product_variants v left join variant_stock s on s.merchant_id = v.merchant_id and s.variant_id = v.id
    where v.product_id = ${productId}`);
  return rows[0]?.units ?? null;
}

/** Adds units of the merchant's own to a variant, where they are counted, and to its product. Lock the product first. */
export async function addOwnStock(
  tx: MerchantTx,
  productId: string,
  { variantId, units, now }: { variantId: string; units: number; now: Date },
): Promise<void> {
  const country = await findHomeCountry(tx);
  await tx
    .insert(variantStock)
    .values({ variantId, country, total: units, readAt: now })
    .onConflictDoUpdate({
      target: [variantStock.merchantId, variantStock.variantId, variantStock.country],
      set: { total: sql`least(2000000000, ${variantStock.total}::bigint + ${units})::integer`, readAt: now },
    });
  await tx
    .update(products)
    .set({ stockTotal: await sumStock(tx, productId) })
    .where(eq(products.id, productId));
}

export async function findCategoryByName(tx: MerchantTx, name: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(sql`${categories.nameLower} = lower(${name})`);
  return row?.id;
}

/** What the packages of a page's products say, by product. */
export async function listPackageFacts(tx: MerchantTx, productIds: readonly string[]) {
  if (productIds.length === 0) return new Map<string, never>();
  const { id, brand, barcode, ingredients, expiresOn } = products;
  const rows = await tx
    .select({ id, brand, barcode, ingredients, expiresOn })
    .from(products)
    .where(sql`${id} = any(${sql.param([...productIds])}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
