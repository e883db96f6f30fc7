import { ENTITLEMENTS } from "@nexusone/contracts/plans";
import { MAX_PRODUCT_MEDIA } from "@nexusone/contracts/media-terms";
import { createMember } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getProduct } from "../catalog/get-product.ts";
import { listProducts } from "../catalog/list-products.ts";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { asRole, importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { undoImport } from "../imports/undo-import.ts";
import { detachMedia, describeMedia, reorderMedia } from "./arrange-media.ts";
import { attachMedia } from "./attach-media.ts";
import { deleteMedia } from "./delete-media.ts";
import { getMedia, getMediaUsage, listMedia } from "./list-media.ts";
import { base64, noise } from "./pictures.fixture.ts";
import { sweepMedia } from "./sweep-media.ts";
import { uploadMedia } from "./upload-media.ts";

let shop: Shop;
let ctx: ServiceContext;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  ({ ctx } = await shop.merchant());
});
afterAll(() => shop.close());

let nth = 0;
const pid = async () => (await shop.sandbox.control.products.find("color", nth++)).pid;
const upload = async (as: ServiceContext, bytes?: Buffer, fileName = "lamp.png") =>
  uploadMedia(as, { fileData: base64(bytes ?? (await noise().png().toBuffer())), fileName });
const stored = () => shop.platform.media.storage.merchants();
const imported = async (as = ctx) => (await importOne(as, await pid())).productId!;

describe("refusals", () => {
  it("[MED-04] a product takes as many pictures as it may have, and then says that it is full", async () => {
    const productId = await imported();
    const { gallery } = await getProduct(ctx, { id: productId });
    const add = async (n: number) => attachMedia(ctx, { productId, sourceUrl: `https://example.com/more-${n}.jpg` });
    for (let n = gallery.length; n < MAX_PRODUCT_MEDIA; n += 1) await add(n);
    await expect(add(MAX_PRODUCT_MEDIA)).rejects.toMatchObject({ reason: "media.gallery_full" });
  });

  it("[MED-06] nothing is kept when the storage cannot be written, and the reason says so", async () => {
    const { storage } = ctx.platform.media;
    const put = () => Promise.reject(new Error("no space left"));
    const full = {
      ...ctx,
      platform: { ...ctx.platform, media: { ...ctx.platform.media, storage: { ...storage, put } } },
    };
    await expect(upload(full)).rejects.toMatchObject({ reason: "media.storage_unavailable" });
    expect((await listMedia(ctx, {})).items).toEqual([]);
  });
});

describe("upload", () => {
  it("[MED-01] [MED-03] keeps a picture from base64 with its owner, its real type and links to three sizes", async () => {
    const bytes = await noise(800, 400).png().toBuffer();
    const media = await uploadMedia(ctx, {
      fileData: `data:image/jpeg;base64,${base64(bytes)}`,
      fileName: "..\\shop/Lamp\u0000.jpeg",
      mimeType: "image/jpeg",
      merchantId: ctx.merchantId,
    });
    expect(media).toMatchObject({
      name: "Lamp.png",
      mimeType: "image/png",
      bytes: bytes.length,
      width: 800,
      height: 400,
      copied: false,
      usedBy: 0,
      variants: { thumbnail: { width: 200, height: 200 }, medium: { width: 600, height: 300 } },
    });
    expect(media.ownerId).toBe(ctx.actor.kind === "user" ? ctx.actor.userId : "");
    expect(media.links.original).toMatch(/\/original\.png\?e=\d+&s=[\w-]{22}$/);
    expect(await getMedia(ctx, { mediaId: media.id })).toEqual({ ...media, products: [] });
  });

  it("[MED-03] keeps the same content once, however often and under whatever name it comes", async () => {
    const bytes = await noise().png().toBuffer();
    const all = await Promise.all(["a.png", "b.png", "c.png"].map((name) => upload(ctx, bytes, name)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await getMediaUsage(ctx)).toMatchObject({ files: 1, unusedFiles: 1 });
    const other = await shop.merchant();
    expect((await upload(other.ctx, bytes)).id).not.toBe(all[0]!.id);
    await sweepMedia(shop.platform);
    const rows = await shop.database.sql`select state from media_files where merchant_id = ${ctx.merchantId}`;
    expect(rows.map((row) => row["state"])).toEqual(["ready"]);
  });

  it("[MED-04] refuses what is no picture, too large, not base64, or meant for another shop", async () => {
    await expect(upload(ctx, Buffer.from("<svg/>"))).rejects.toMatchObject({ reason: "media.type_refused" });
    const huge = Buffer.concat([await noise().png().toBuffer(), Buffer.alloc(15 * 1024 ** 2)]);
    await expect(upload(ctx, huge)).rejects.toMatchObject({ reason: "media.too_large", details: { megabytes: 15 } });
    await expect(uploadMedia(ctx, { fileData: "{}", fileName: "x" })).rejects.toMatchObject({
      reason: "request.invalid",
    });
    const other = await shop.merchant();
    const fileData = base64(await noise().png().toBuffer());
    await expect(uploadMedia(ctx, { fileData, fileName: "x", merchantId: other.ctx.merchantId })).rejects.toMatchObject(
      { reason: "request.merchant_forbidden" },
    );
    expect(await getMediaUsage(ctx)).toMatchObject({ files: 0, bytes: 0 });
  });

  it("[MED-04] [PLN-01] holds as much as the plan does", async () => {
    const { ctx: free } = await shop.merchant({ plan: "free" });
    await upload(free);
    const limit = ENTITLEMENTS.free.mediaBytes ?? 0;
    expect((await getMediaUsage(free)).limitBytes).toBe(limit);
    await shop.database.sql`update media_files set bytes = ${limit} where merchant_id = ${free.merchantId}`;
    await expect(upload(free)).rejects.toMatchObject({ reason: "media.plan_full", details: { limit: 250 } });
    const { ctx: premium } = await shop.merchant();
    expect((await getMediaUsage(premium)).limitBytes).toBeNull();
  });
});

describe("a product's pictures", () => {
  it("[MED-03] shows an uploaded picture first, in list and page, and the others after it, in the order they are put in", async () => {
    const productId = await imported();
    const before = await getProduct(ctx, { id: productId });
    const media = await upload(ctx);
    const { media: gallery } = await attachMedia(ctx, { productId, mediaId: media.id, position: 0, alt: "A lamp" });
    expect(gallery.map(({ url }) => url)).toEqual([media.links.medium, ...before.images]);
    expect(gallery[0]).toMatchObject({ state: "ready", alt: "A lamp", mediaId: media.id });
    expect(await attachMedia(ctx, { productId, mediaId: media.id })).toMatchObject({ media: gallery });
    const [item] = (await listProducts(ctx)).items;
    expect(item?.imageUrl).toBe(media.links.thumbnail);

    const order = gallery.map(({ id }) => id).toReversed();
    const turned = await reorderMedia(ctx, { productId, ids: order });
    expect(turned.media.map(({ id }) => id)).toEqual(order);
    const after = await getProduct(ctx, { id: productId });
    expect(after.images).toEqual([...before.images.toReversed(), media.links.medium]);
    expect(after.imageUrl).toBe(before.images.at(-1));
    expect(after.version).toBe(before.version + 2);
    await expect(reorderMedia(ctx, { productId, ids: order.slice(1) })).rejects.toMatchObject({
      reason: "catalog.stale",
    });
    const described = await describeMedia(ctx, { productId, id: order[0]!, alt: "From behind" });
    expect(described.media[0]?.alt).toBe("From behind");
  });

  it("[MED-03] takes pictures off, and undoing that brings the very file back", async () => {
    const productId = await imported();
    const media = await upload(ctx);
    const { media: gallery } = await attachMedia(ctx, { productId, mediaId: media.id });
    expect((await getMedia(ctx, { mediaId: media.id })).products.map(({ id }) => id)).toEqual([productId]);
    const gone = gallery.at(-1)!;
    await detachMedia(ctx, { productId, ids: [gone.id] });
    expect((await listMedia(ctx, { unused: true })).items.map(({ id }) => id)).toEqual([media.id]);
    await attachMedia(ctx, { productId, mediaId: media.id });
    expect((await listMedia(ctx, { unused: true })).items).toEqual([]);
    await expect(detachMedia(ctx, { productId, ids: [gone.id] })).rejects.toMatchObject({ reason: "media.not_found" });
  });

  it("[MED-03] reaches no other merchant's product or file", async () => {
    const { ctx: other } = await shop.merchant();
    const [productId, theirs] = [await imported(), await upload(other)];
    await expect(attachMedia(ctx, { productId, mediaId: theirs.id })).rejects.toMatchObject({
      reason: "media.not_found",
    });
    const own = await upload(other);
    await expect(attachMedia(other, { productId, mediaId: own.id })).rejects.toMatchObject({
      reason: "catalog.product_not_found",
    });
    await expect(getMedia(ctx, { mediaId: theirs.id })).rejects.toMatchObject({ reason: "media.not_found" });
    await expect(deleteMedia(ctx, { mediaId: theirs.id })).rejects.toMatchObject({ reason: "media.not_found" });
  });
});

describe("deleting", () => {
  it("[AUT-08] lets who added a file, admins and owners delete it, and everybody in the shop see it", async () => {
    const { ctx: editor } = await createMember(shop.platform, ctx.merchantId, "product_editor");
    const [ours, theirs] = [await upload(ctx), await upload(editor)];
    const support = asRole(editor, "support");
    expect((await listMedia(support)).items).toHaveLength(2);
    await expect(upload(support)).rejects.toMatchObject({ reason: "request.forbidden" });
    await expect(deleteMedia(support, { mediaId: theirs.id })).rejects.toMatchObject({ reason: "request.forbidden" });
    await expect(deleteMedia(editor, { mediaId: ours.id })).rejects.toMatchObject({ reason: "media.not_yours" });
    await deleteMedia(editor, { mediaId: theirs.id });
    await deleteMedia(asRole(editor, "admin"), { mediaId: ours.id });
    expect((await listMedia(ctx)).items).toEqual([]);
    expect(await stored()).not.toContain(ctx.merchantId);
  });

  it("[MED-02] keeps what a product shows, unless it is to be taken off", async () => {
    const productId = await imported();
    const media = await upload(ctx);
    await attachMedia(ctx, { productId, mediaId: media.id, position: 0 });
    await expect(deleteMedia(ctx, { mediaId: media.id })).rejects.toMatchObject({
      reason: "media.in_use",
      details: { count: 1 },
    });
    await deleteMedia(ctx, { mediaId: media.id, detach: true });
    const product = await getProduct(ctx, { id: productId });
    expect(product.gallery.map(({ mediaId }) => mediaId)).not.toContain(media.id);
    expect(product.imageUrl).toBe(product.images[0]);
    await expect(deleteMedia(ctx, { mediaId: media.id })).rejects.toMatchObject({ reason: "media.not_found" });
  });

  it("[MED-02] removes what nothing has shown for a day, bytes and all, and nothing sooner", async () => {
    const process = shop.process({ media: shop.platform.media });
    const at = { ...ctx, platform: process };
    const row = await importOne(at, await pid());
    const [shown, unused] = [await upload(at), await upload(at)];
    await attachMedia(at, { productId: row.productId!, mediaId: shown.id });
    process.clock.advance(DAY_MS - HOUR_MS);
    await sweepMedia(process);
    expect((await listMedia(at)).items).toHaveLength(2);
    process.clock.advance(2 * HOUR_MS);
    await sweepMedia(process);
    expect((await listMedia(at)).items.map(({ id }) => id)).toEqual([shown.id]);
    await expect(getMedia(at, { mediaId: unused.id })).rejects.toMatchObject({ reason: "media.not_found" });
    // What an undone import showed goes the same way.
    await undoImport(at, { importLogId: row.id, force: true });
    await sweepMedia(process);
    expect((await listMedia(at, { unused: true })).items.map(({ id }) => id)).toEqual([shown.id]);
    process.clock.advance(DAY_MS + 1);
    await sweepMedia(process);
    expect((await listMedia(at)).items).toEqual([]);
    expect(await stored()).not.toContain(ctx.merchantId);
  });

  it("[MED-02] removes what was never stored to its end, and everything of a merchant that is gone", async () => {
    await upload(ctx);
    await shop.database.sql`update media_files set state = 'storing' where merchant_id = ${ctx.merchantId}`;
    await sweepMedia(shop.platform);
    expect(await stored(), "somebody may be at it").toContain(ctx.merchantId);
    await shop.database.sql`alter table media_files disable trigger user`;
    await shop.database
      .sql`update media_files set updated_at = now() - interval '2 hours' where merchant_id = ${ctx.merchantId}`;
    await shop.database.sql`alter table media_files enable trigger user`;
    await sweepMedia(shop.platform);
    expect(await stored()).not.toContain(ctx.merchantId);

    const { ctx: closing } = await shop.merchant();
    const productId = await imported(closing);
    await attachMedia(closing, { productId, mediaId: (await upload(closing)).id });
    await shop.database.sql`delete from merchants where id = ${closing.merchantId}`;
    expect(await stored()).toContain(closing.merchantId);
    await sweepMedia(shop.platform);
    expect(await stored()).not.toContain(closing.merchantId);
  });
});
