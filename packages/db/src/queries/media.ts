import { and, count, desc, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { products } from "../schema/catalog.ts";
import { mediaFiles, productMedia } from "../schema/media.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type MediaRow = typeof mediaFiles.$inferSelect;
export type NewMedia = Omit<typeof mediaFiles.$inferInsert, "merchantId" | "createdAt" | "updatedAt">;

/** The file with this content, locked until the transaction ends. */
export async function lockMediaOfContent(tx: MerchantTx, contentHash: string): Promise<MediaRow | undefined> {
  const [row] = await tx
    .select()
    .from(mediaFiles)
    .where(and(eq(mediaFiles.contentHash, contentHash), eq(mediaFiles.state, "ready")))
    .for("update");
  return row;
}

export async function insertMedia(tx: MerchantTx, row: NewMedia): Promise<MediaRow> {
  const [inserted] = await tx.insert(mediaFiles).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row
}

/** Ready for use; undefined when it is not being stored any more, or another file has the same content since. */
export async function finishMedia(tx: MerchantTx, id: string): Promise<MediaRow | undefined> {
  const { rows } = await tx.execute(sql`
    update media_files f set state = 'ready' where f.id = ${id} and f.state = 'storing' and not exists (
      select from media_files o where o.content_hash = f.content_hash and o.state = 'ready')
    returning f.id`);
  if (rows.length === 0) return undefined;
  return findMedia(tx, id);
}

export async function findMedia(tx: MerchantTx, id: string): Promise<MediaRow | undefined> {
  const [row] = await tx
    .select()
    .from(mediaFiles)
    .where(and(eq(mediaFiles.id, id), eq(mediaFiles.state, "ready")));
  return row;
}

/** The file, locked until the transaction ends: nobody attaches or removes it meanwhile. */
export async function lockMedia(tx: MerchantTx, id: string): Promise<MediaRow | undefined> {
  const [row] = await tx
    .select()
    .from(mediaFiles)
    .where(and(eq(mediaFiles.id, id), eq(mediaFiles.state, "ready")))
    .for("update");
  return row;
}

export async function setMediaUse(tx: MerchantTx, id: string, unusedSince: Date | null): Promise<void> {
  await tx.update(mediaFiles).set({ unusedSince }).where(eq(mediaFiles.id, id));
}

/** Nobody may use them from here on; their bytes are removed after the commit. */
export async function giveUpMedia(tx: MerchantTx, id: string): Promise<void> {
  await tx.update(mediaFiles).set({ state: "removing" }).where(eq(mediaFiles.id, id));
}

export async function forgetMedia(tx: MerchantTx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(mediaFiles).where(inArray(mediaFiles.id, [...ids]));
}

/** Newest first, one more than `limit` when there is a next page. */
export async function listMediaRows(
  tx: MerchantTx,
  page: { unused: boolean; limit: number; beforeId: string | undefined },
): Promise<MediaRow[]> {
  return tx
    .select()
    .from(mediaFiles)
    .where(
      and(
        eq(mediaFiles.state, "ready"),
        page.unused ? isNotNull(mediaFiles.unusedSince) : undefined,
        page.beforeId ? lt(mediaFiles.id, page.beforeId) : undefined,
      ),
    )
    .orderBy(desc(mediaFiles.id))
    .limit(page.limit + 1);
}

/** How many products and deliveries show each of these files. */
export async function countUses(tx: MerchantTx, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.execute(sql`
    select id, sum(n)::integer as n from (
      select media_id as id, count(distinct product_id) as n from product_media
      where media_id = any(${sql.param(`{${ids.join(",")}}`)}::uuid[]) group by media_id
      union all
      select photo_id, count(*) from delivery_tasks
      where photo_id = any(${sql.param(`{${ids.join(",")}}`)}::uuid[]) group by photo_id) as uses group by id`);
  return new Map(rows.map((row) => [String(row["id"]), Number(row["n"])]));
}

/** Some of the products that show a file. */
export async function listUsers(tx: MerchantTx, id: string, limit: number): Promise<{ id: string; name: string }[]> {
  return tx
    .selectDistinct({ id: products.id, name: products.name })
    .from(productMedia)
    .innerJoin(products, and(eq(products.merchantId, productMedia.merchantId), eq(products.id, productMedia.productId)))
    .where(eq(productMedia.mediaId, id))
    .limit(limit);
}

export type MediaSums = { files: number; bytes: number; unusedFiles: number; unusedBytes: number };

export async function sumMedia(tx: MerchantTx): Promise<MediaSums> {
  const [row] = await tx
    .select({
      files: count(),
      bytes: sql`coalesce(sum(${mediaFiles.bytes}), 0)`.mapWith(Number),
      unusedFiles: sql`count(*) filter (where ${mediaFiles.unusedSince} is not null)`.mapWith(Number),
      unusedBytes:
        sql`coalesce(sum(${mediaFiles.bytes}) filter (where ${mediaFiles.unusedSince} is not null), 0)`.mapWith(Number),
    })
    .from(mediaFiles)
    .where(inArray(mediaFiles.state, ["ready", "storing"]));
  return row!; // an aggregate has one row
}

/** Marks what nothing shows any more, as of `now`. */
export async function markUnused(tx: MerchantTx, now: Date): Promise<void> {
  await tx
    .update(mediaFiles)
    .set({ unusedSince: now })
    .where(
      and(
        eq(mediaFiles.state, "ready"),
        isNull(mediaFiles.unusedSince),
        sql`not exists (select from product_media p where (p.merchant_id, p.media_id) = (${mediaFiles.merchantId}, ${mediaFiles.id}))`,
        sql`not exists (select from delivery_tasks d where (d.merchant_id, d.photo_id) = (${mediaFiles.merchantId}, ${mediaFiles.id}))`,
      ),
    );
}

/**
 * Gives up what has been unused since before `unusedBefore`, and what somebody began to store before `startedBefore` (real
 * time) and never finished. @returns what is given up, of now and before: its bytes can be removed
 */
export async function giveUpUnused(
  tx: MerchantTx,
  limits: { unusedBefore: Date; startedBefore: Date; limit: number },
): Promise<MediaRow[]> {
  await tx.execute(sql`
    update media_files f set state = 'removing' where f.id in (
      select id from media_files where state = 'storing' and updated_at < ${limits.startedBefore.toISOString()}::timestamptz
      limit ${limits.limit})`);
  // Whoever attaches one of them in this moment has cleared its mark under the row's lock: it is looked at again and stays.
  await tx.execute(sql`
    update media_files f set state = 'removing'
    where f.state = 'ready' and f.unused_since < ${limits.unusedBefore.toISOString()}::timestamptz
      and not exists (select from product_media p where (p.merchant_id, p.media_id) = (f.merchant_id, f.id))
      and not exists (select from delivery_tasks d where (d.merchant_id, d.photo_id) = (f.merchant_id, f.id))`);
  return tx.select().from(mediaFiles).where(eq(mediaFiles.state, "removing")).limit(limits.limit);
}
