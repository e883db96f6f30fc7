import {
  DescribeMediaInput,
  DetachMediaInput,
  ReorderMediaInput,
  type ProductGallery,
} from "@nexusone/contracts/media";
import { countUses, setMediaUse } from "@nexusone/db/queries/media";
import { deleteProductMedia, describeProductMedia } from "@nexusone/db/queries/product-media";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { editGallery } from "./edit-gallery.ts";

/** Takes pictures off a product. Their files stay for a day when nothing else shows them. @throws `media.not_found` */
export async function detachMedia(
  ctx: ServiceContext,
  rawInput: z.input<typeof DetachMediaInput>,
): Promise<ProductGallery> {
  const { productId, ids } = DetachMediaInput.parse(rawInput);
  const gone = new Set<string>(ids);
  return editGallery(ctx, productId, async (tx, before) => {
    const taken = before.filter((row) => gone.has(row.id));
    if (taken.length < gone.size) throw new DomainError("media.not_found");
    await deleteProductMedia(tx, [...gone]);
    const mediaIds = taken.flatMap((row) => row.mediaId ?? []);
    const uses = await countUses(tx, mediaIds);
    for (const mediaId of new Set(mediaIds))
      if (!uses.has(mediaId)) await setMediaUse(tx, mediaId, ctx.platform.clock.now());
    return before.flatMap((row) => (gone.has(row.id) ? [] : [row.id]));
  });
}

/** Puts a product's pictures into another order; the first is the main one. @throws `catalog.stale` unless all are named */
export async function reorderMedia(
  ctx: ServiceContext,
  rawInput: z.input<typeof ReorderMediaInput>,
): Promise<ProductGallery> {
  const { productId, ids } = ReorderMediaInput.parse(rawInput);
  return editGallery(ctx, productId, async (_tx, before) => {
    const wanted = new Set<string>(ids);
    if (wanted.size !== before.length || before.some((row) => !wanted.has(row.id)))
      throw new DomainError("catalog.stale", { productId });
    return before.every((row, index) => row.id === ids[index]) ? undefined : ids;
  });
}

/** What a picture shows, in words. @throws `media.not_found` */
export async function describeMedia(
  ctx: ServiceContext,
  rawInput: z.input<typeof DescribeMediaInput>,
): Promise<ProductGallery> {
  const { productId, id, alt } = DescribeMediaInput.parse(rawInput);
  return editGallery(ctx, productId, async (tx, before) => {
    const row = before.find((one) => one.id === id);
    if (!row) throw new DomainError("media.not_found");
    if (row.alt === alt) return undefined;
    await describeProductMedia(tx, id, alt);
    return before.map((one) => one.id);
  });
}
