import type { ReasonCode } from "@nexusone/contracts/reasons";
import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { mediaFiles, productMedia } from "../schema/media.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ProductMediaRow = typeof productMedia.$inferSelect;
export type GalleryRow = Pick<
  ProductMediaRow,
  "id" | "productId" | "position" | "mediaId" | "sourceUrl" | "alt" | "reason" | "reasonDetails"
> & { readonly width: number | null; readonly height: number | null };

/** The pictures of a product in their order. */
export function listGallery(tx: MerchantTx, productId: string): Promise<GalleryRow[]> {
  return tx
    .select({
      id: productMedia.id,
      productId: productMedia.productId,
      position: productMedia.position,
      mediaId: productMedia.mediaId,
      sourceUrl: productMedia.sourceUrl,
      alt: productMedia.alt,
      reason: productMedia.reason,
      reasonDetails: productMedia.reasonDetails,
      width: mediaFiles.width,
      height: mediaFiles.height,
    })
    .from(productMedia)
    .leftJoin(
      mediaFiles,
      and(eq(mediaFiles.merchantId, productMedia.merchantId), eq(mediaFiles.id, productMedia.mediaId)),
    )
    .where(eq(productMedia.productId, productId))
    .orderBy(asc(productMedia.position), asc(productMedia.id));
}

export async function insertProductMedia(
  tx: MerchantTx,
  row: Pick<typeof productMedia.$inferInsert, "productId" | "position" | "mediaId" | "sourceUrl" | "alt">,
): Promise<string> {
  const [inserted] = await tx.insert(productMedia).values(row).returning({ id: productMedia.id });
  return inserted!.id; // an insert without conflict clause returns its row
}

export async function describeProductMedia(tx: MerchantTx, id: string, alt: string): Promise<void> {
  await tx.update(productMedia).set({ alt }).where(eq(productMedia.id, id));
}

export async function deleteProductMedia(tx: MerchantTx, ids: readonly string[]): Promise<void> {
  await tx.delete(productMedia).where(inArray(productMedia.id, [...ids]));
}

/** Gives a product's pictures the places 0, 1, 2, ... in this order. */
export async function placeProductMedia(tx: MerchantTx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update product_media p set position = n.place - 1
    from unnest(${sql.param(`{${ids.join(",")}}`)}::uuid[]) with ordinality as n(id, place)
    where p.id = n.id and p.position <> n.place - 1`);
}

export async function listProductsShowing(tx: MerchantTx, mediaId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ productId: productMedia.productId })
    .from(productMedia)
    .where(eq(productMedia.mediaId, mediaId));
  return rows.map((row) => row.productId);
}

/** Takes a file off every product. */
export async function detachEverywhere(tx: MerchantTx, mediaId: string): Promise<void> {
  await tx.delete(productMedia).where(eq(productMedia.mediaId, mediaId));
}

/** Copies the first picture of these products to where lists read it. */
export async function syncMainPictures(tx: MerchantTx, productIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update products p set image_url = m.source_url, image_media_id = m.media_id
    from unnest(${sql.param(`{${productIds.join(",")}}`)}::uuid[]) as i(id)
    left join lateral (
      select source_url, media_id from product_media where product_id = i.id order by position, id limit 1) m on true
    where p.id = i.id and (p.image_url, p.image_media_id) is distinct from (m.source_url, m.media_id)`);
}

/** What is still to be copied of these products, in the order in which people will look at it. */
export function listWaiting(tx: MerchantTx, productIds: readonly string[]): Promise<ProductMediaRow[]> {
  return tx
    .select()
    .from(productMedia)
    .where(
      and(
        inArray(productMedia.productId, [...productIds]),
        isNull(productMedia.mediaId),
        isNull(productMedia.reason),
        isNotNull(productMedia.sourceUrl),
      ),
    )
    .orderBy(asc(productMedia.position), asc(productMedia.id));
}

/** Settles a waiting picture: with our copy, or with the reason there is none. False when it is not waiting any more. */
export async function settleProductMedia(
  tx: MerchantTx,
  id: string,
  outcome: { mediaId: string } | { reason: ReasonCode; reasonDetails: Record<string, string | number> },
): Promise<boolean> {
  const { rowCount } = await tx
    .update(productMedia)
    .set(outcome)
    .where(and(eq(productMedia.id, id), isNull(productMedia.mediaId)));
  return rowCount === 1;
}

/** Failed pictures of a product wait again. @returns how many */
export async function reopenProductMedia(tx: MerchantTx, productId: string): Promise<number> {
  const { rowCount } = await tx
    .update(productMedia)
    .set({ reason: null, reasonDetails: {} })
    .where(and(eq(productMedia.productId, productId), isNull(productMedia.mediaId), isNotNull(productMedia.reason)));
  return rowCount ?? 0;
}

/** Products with pictures that have waited since before `before` (real time): their job was lost. */
export async function listForgotten(tx: MerchantTx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ productId: productMedia.productId })
    .from(productMedia)
    .where(
      and(
        isNull(productMedia.mediaId),
        isNull(productMedia.reason),
        isNotNull(productMedia.sourceUrl),
        lt(productMedia.updatedAt, before),
      ),
    )
    .limit(limit);
  return rows.map((row) => row.productId);
}
