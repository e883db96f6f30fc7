import { and, asc, count, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import { bulkEditRows, bulkEdits, type ProductState } from "../schema/bulk-edits.ts";
import { categories, products, productTags, productVariants } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type BulkEditRecord = typeof bulkEdits.$inferSelect;
export type BulkRowRecord = typeof bulkEditRows.$inferSelect;
export type { ProductState };
type Stored<T> = Omit<T, "merchantId" | "id" | "createdAt" | "updatedAt">;
export type NewBulkRow = Omit<Stored<typeof bulkEditRows.$inferInsert>, "editId">;

const idArray = (ids: readonly string[]) => sql`${sql.param(`{${ids.join(",")}}`)}::uuid[]`;

export async function insertBulkEdit(
  tx: MerchantTx,
  edit: Stored<typeof bulkEdits.$inferInsert>,
): Promise<BulkEditRecord> {
  const [row] = await tx.insert(bulkEdits).values(edit).returning();
  return row!; // an insert without conflict clause returns its row or raises
}

export async function findBulkEdit(tx: MerchantTx, id: string, lock?: "update"): Promise<BulkEditRecord | undefined> {
  const found = tx.select().from(bulkEdits).where(eq(bulkEdits.id, id));
  const [row] = await (lock ? found.for(lock) : found);
  return row;
}

export async function updateBulkEdit(
  tx: MerchantTx,
  id: string,
  change: Partial<Pick<BulkEditRecord, "state" | "total" | "readTo" | "undoableUntil">>,
): Promise<void> {
  await tx.update(bulkEdits).set(change).where(eq(bulkEdits.id, id));
}

/** Plans nobody carried out in time, and edits that can no longer be undone. Rows go with them. */
export async function deletePastBulkEdits(tx: MerchantTx, now: Date): Promise<void> {
  const { state, expiresAt, undoableUntil } = bulkEdits;
  await tx
    .delete(bulkEdits)
    .where(
      or(
        and(inArray(state, ["reading", "ready"]), lt(expiresAt, now)),
        and(inArray(state, ["done", "undone"]), lt(undoableUntil, now)),
      ),
    );
}

export async function insertBulkRows(tx: MerchantTx, editId: string, rows: readonly NewBulkRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(bulkEditRows).values(rows.map((row) => ({ ...row, editId })));
}

/** Rows of one state by position. Undoing and carrying out go through them from the front, so `limit` is the next batch. */
export async function listBulkRows(
  tx: MerchantTx,
  editId: string,
  page: { states?: readonly BulkRowRecord["state"][]; after?: number; limit: number },
): Promise<BulkRowRecord[]> {
  const { states, after = -1, limit } = page;
  return tx
    .select()
    .from(bulkEditRows)
    .where(
      and(
        eq(bulkEditRows.editId, editId),
        states ? inArray(bulkEditRows.state, [...states]) : undefined,
        gt(bulkEditRows.position, after),
      ),
    )
    .orderBy(asc(bulkEditRows.position))
    .limit(limit);
}

export async function countBulkRows(tx: MerchantTx, editId: string) {
  const { state, reason } = bulkEditRows;
  return tx
    .select({ state, reason, count: count() })
    .from(bulkEditRows)
    .where(eq(bulkEditRows.editId, editId))
    .groupBy(state, reason);
}

export type BulkRowOutcome = Pick<BulkRowRecord, "id" | "state" | "version" | "reason">;

export async function settleBulkRows(tx: MerchantTx, outcomes: readonly BulkRowOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.execute(sql`
    update bulk_edit_rows as r set state = o.state, version = o.version, reason = o.reason
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o(id uuid, state text, version integer, reason text)
    where r.id = o.id`);
}

/** What a plan is made of, by product, in the order of the ids; products that are gone are missing. */
export async function readForBulk(tx: MerchantTx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const [heads, variants, tags] = await Promise.all([
    tx
      .select()
      .from(products)
      .where(sql`${products.id} = any(${idArray(ids)})`),
    tx
      .select()
      .from(productVariants)
      .where(sql`${productVariants.productId} = any(${idArray(ids)})`)
      .orderBy(asc(productVariants.position)),
    tx
      .select({ productId: productTags.productId, tag: productTags.tag })
      .from(productTags)
      .where(sql`${productTags.productId} = any(${idArray(ids)})`)
      .orderBy(asc(productTags.tag)),
  ]);
  const byId = new Map(heads.map((head) => [head.id, head]));
  const variantsOf = Map.groupBy(variants, (row) => row.productId);
  const tagsOf = Map.groupBy(tags, (row) => row.productId);
  return ids.flatMap((id) => {
    const product = byId.get(id);
    return product
      ? [{ product, variants: variantsOf.get(id) ?? [], tags: (tagsOf.get(id) ?? []).map(({ tag }) => tag) }]
      : [];
  });
}
export type BulkParts = Awaited<ReturnType<typeof readForBulk>>[number];

/** Versions of these products, locked until the transaction ends; in one order for all, so that nobody waits in a circle. */
export async function lockVersions(tx: MerchantTx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: products.id, version: products.version })
    .from(products)
    .where(sql`${products.id} = any(${idArray(ids)})`)
    .orderBy(asc(products.id))
    .for("update");
  return new Map(rows.map((row) => [row.id, row.version]));
}

/** Writes these states as they are, in three statements whatever their number; each product's version rises by one. */
export async function writeStates(
  tx: MerchantTx,
  states: readonly { readonly productId: string; readonly state: ProductState }[],
): Promise<void> {
  if (states.length === 0) return;
  const rows = JSON.stringify(
    states.map(({ productId, state: { variants: _variants, ...own } }) => ({ productId, ...own })),
  );
  const prices = JSON.stringify(states.flatMap(({ state }) => state.variants ?? []));
  await tx.execute(sql`
    update products as p set status = s.status, category_id = s."categoryId", price_rule = s."priceRule",
      min_price_minor = s."minPriceMinor", max_price_minor = s."maxPriceMinor", min_margin_bps = s."minMarginBps",
      edited_at = s."editedAt", search_text = s."searchText", version = p.version + 1
    from jsonb_to_recordset(${rows}::jsonb) as s("productId" uuid, status text, "categoryId" uuid, "priceRule" jsonb,
      "minPriceMinor" bigint, "maxPriceMinor" bigint, "minMarginBps" integer, "editedAt" timestamptz, "searchText" text)
    where p.id = s."productId"`);
  await tx.execute(sql`
    with wanted as (
      select s."productId" as product_id, t.tag from jsonb_to_recordset(${rows}::jsonb) as s("productId" uuid, tags text[]),
        unnest(s.tags) as t(tag)
    ), gone as (
      delete from product_tags p using jsonb_to_recordset(${rows}::jsonb) as s("productId" uuid, tags text[])
      where p.product_id = s."productId" and not p.tag = any(s.tags)
    )
    insert into product_tags (product_id, tag) select product_id, tag from wanted
    on conflict (merchant_id, product_id, tag) do nothing`);
  await tx.execute(sql`
    update product_variants as v set price_minor = p."priceMinor", price_from_rule = p."priceFromRule",
      held_price_minor = p."heldPriceMinor", held_by = p."heldBy", landed_minor = p."landedMinor",
      profit_minor = p."profitMinor", margin_bps = p."marginBps"
    from jsonb_to_recordset(${prices}::jsonb) as p(id uuid, "priceMinor" bigint, "priceFromRule" boolean,
      "heldPriceMinor" bigint, "heldBy" text, "landedMinor" bigint, "profitMinor" bigint, "marginBps" integer)
    where v.id = p.id`);
}

/** Names and pictures of the products of a page of rows, and names of the categories they pass through. */
export async function readFaces(tx: MerchantTx, productIds: readonly string[], categoryIds: readonly string[]) {
  const [faces, names] = await Promise.all([
    productIds.length === 0
      ? []
      : tx
          .select({ id: products.id, name: products.name, imageUrl: products.imageUrl, currency: products.currency })
          .from(products)
          .where(sql`${products.id} = any(${idArray(productIds)})`),
    categoryIds.length === 0
      ? []
      : tx
          .select({ id: categories.id, name: categories.name })
          .from(categories)
          .where(sql`${categories.id} = any(${idArray(categoryIds)})`),
  ]);
  return {
    faces: new Map(faces.map((face) => [face.id, face])),
    categories: new Map(names.map(({ id, name }) => [id, name])),
  };
}
