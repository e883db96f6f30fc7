import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { getProduct } from "../catalog/get-product.ts";
import { listProducts } from "../catalog/list-products.ts";
import type { ServiceContext } from "../context.ts";
import { importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import type { JobRun } from "../jobs/define-job.ts";
import { listOperations } from "../operations/list-operations.ts";
import { attachMedia } from "./attach-media.ts";
import { copyPicturesJob } from "./copy-pictures-job.ts";
import { getMediaUsage } from "./list-media.ts";
import { retryMedia } from "./retry-media.ts";

let shop: Shop;
let ctx: ServiceContext;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  await shop.sandbox.control.faults.clear();
  ({ ctx } = await shop.merchant());
  ctx = { ...ctx, platform: platform() };
});
afterAll(() => shop.close());

/** A process that may ask the sandbox, with an eye on what it queues. */
const platform = () => shop.process({ outgoing: { trustedOrigins: [shop.sandbox.url], timeoutMs: 3_000 } });
let nth = 20;
const imported = async () => {
  const { pid } = await shop.sandbox.control.products.find("color", nth++);
  return (await importOne(ctx, pid)).productId!;
};
const run = (attempt = 1): JobRun => ({
  attempt,
  signal: new AbortController().signal,
  goOn: () => undefined,
  progress: () => undefined,
});
/** Carries out one attempt; the reason of a failure that is worth another. */
const copy = (productId: string, attempt = 1) =>
  copyPicturesJob
    .handle(ctx.platform, { merchantId: ctx.merchantId, productIds: [productId], ownerId: null }, run(attempt))
    .then(
      () => undefined,
      (error: unknown) => (error as { reason: string }).reason,
    );
const pictures = async (id: string) => (await getProduct(ctx, { id })).gallery;
const asked = async () => (await shop.sandbox.control.requests.list({ vendor: "cj-image" })).length;

it("[JOB-05] [MED-05] copies a product's pictures after its import: list, page and variants show ours, until then the supplier's", async () => {
  const productId = await imported();
  const before = await getProduct(ctx, { id: productId });
  expect(before.gallery.map(({ state }) => state)).toEqual(before.images.map(() => "waiting"));
  expect(before.images[0]).toContain(shop.sandbox.url);
  const queued = shop.platform.enqueued.concat((ctx.platform as ReturnType<typeof platform>).enqueued);
  expect(queued).toContainEqual({
    name: "copy-pictures",
    payload: expect.objectContaining({ merchantId: ctx.merchantId, productIds: [productId] }) as unknown,
  });
  expect(await copy(productId)).toBeUndefined();
  const after = await getProduct(ctx, { id: productId });
  expect(after.gallery.every(({ state, width }) => state === "ready" && width === 800)).toBe(true);
  const ours = /^http:\/\/127\.0\.0\.1:3000\/api\/media\/files\/[\w-]+\/[\w-]+\/medium\.webp\?e=\d+&s=/;
  expect(after.images.every((url) => ours.test(url))).toBe(true);
  expect(after.version, "no edit of the merchant's").toBe(before.version);
  const [item] = (await listProducts(ctx)).items;
  expect(item?.imageUrl).toContain("/thumbnail.webp?");
  for (const [index, variant] of after.variants.entries())
    if (before.images.includes(before.variants[index]?.imageUrl ?? "")) expect(variant.imageUrl).toMatch(ours);
  // Repeated, it asks nobody.
  const calls = await asked();
  expect(await copy(productId)).toBeUndefined();
  expect(await asked()).toBe(calls);
  expect((await getMediaUsage(ctx)).unusedFiles).toBe(0);
});

it.each([
  ["answers 503", { kind: "status", status: 503 }],
  ["is asked too often", { kind: "later" }],
  ["hangs up", { kind: "drop" }],
  ["sends nothing", { kind: "empty" }],
] as const)(
  "[JOB-05] a supplier that %s is asked again later, a few times in a row at most, and all ends well",
  async (_what, fault) => {
    const productId = await imported();
    await shop.sandbox.control.faults.add({ match: { vendor: "cj-image" }, ...fault });
    const before = await asked();
    expect(await copy(productId)).toBe("media.source_unavailable");
    expect((await asked()) - before).toBeLessThanOrEqual(3);
    expect((await pictures(productId)).every(({ state }) => state === "waiting")).toBe(true);
    await shop.sandbox.control.faults.clear();
    expect(await copy(productId, 2)).toBeUndefined();
    expect((await pictures(productId)).every(({ state }) => state === "ready")).toBe(true);
  },
);

it("[JOB-05] after the last attempt the reason stands on each picture, the supplier's address is shown, and a person can try again", async () => {
  const productId = await imported();
  await shop.sandbox.control.faults.add({ match: { vendor: "cj-image" }, kind: "status", status: 500 });
  expect(await copy(productId, copyPicturesJob.attempts)).toBe("media.source_unavailable");
  const failed = await pictures(productId);
  expect(failed.every(({ state, reason }) => state === "failed" && reason === "media.source_unavailable")).toBe(true);
  expect(failed.map(({ url, sourceUrl }) => url === sourceUrl)).toEqual(failed.map(() => true));
  await shop.sandbox.control.faults.clear();
  await retryMedia(ctx, { productId });
  const [operation] = (await listOperations(ctx, { queue: "media_processing" })).items;
  expect(operation).toMatchObject({
    kind: "copy-pictures",
    status: "queued",
    subject: { kind: "product", id: productId },
  });
  expect(await copy(productId)).toBeUndefined();
  expect((await pictures(productId)).every(({ state }) => state === "ready")).toBe(true);
});

it.each([
  ["is gone", { kind: "status", status: 404 }, "media.source_gone"],
  ["is a page", { kind: "html_body", status: 200 }, "media.type_refused"],
  ["is a drawing with a script", { kind: "svg" }, "media.type_refused"],
  ["is larger than 15 MB", { kind: "huge" }, "media.too_large"],
  ["unpacks to hundreds of millions of pixels", { kind: "bomb" }, "media.too_many_pixels"],
  ["is damaged", { kind: "damaged" }, "media.unreadable"],
  ["leads to a private address", { kind: "redirect" }, "media.source_refused"],
] as const)(
  "[MED-04] [WHK-09] a picture that %s is refused once and for all, the others are copied",
  async (_what, fault, reason) => {
    const productId = await imported();
    await shop.sandbox.control.faults.add({ match: { vendor: "cj-image" }, ...fault, times: 1 });
    expect(await copy(productId)).toBeUndefined();
    const [first, ...others] = await pictures(productId);
    expect(first).toMatchObject({ state: "failed", reason, mediaId: null });
    expect(others.every(({ state }) => state === "ready")).toBe(true);
  },
);

it("[WHK-09] copies from no address of a private network, whatever a merchant names", async () => {
  const productId = await imported();
  await expect(attachMedia(ctx, { productId, sourceUrl: "http://example.com/a.png" })).rejects.toMatchObject({
    reason: "media.source_refused",
  });
  const { media } = await attachMedia(ctx, { productId, sourceUrl: "https://169.254.169.254/a.png" });
  expect(await copy(productId)).toBeUndefined();
  const last = (await pictures(productId)).at(-1);
  expect(last).toMatchObject({ id: media.at(-1)?.id, state: "failed", reason: "media.source_refused" });
});

it("[MED-03] the same picture of two products is one file", async () => {
  const [one, two] = [await imported(), await imported()];
  const [first] = await pictures(one);
  await attachMedia(ctx, { productId: two, sourceUrl: first!.sourceUrl! });
  await copy(one);
  await copy(two);
  expect((await pictures(two)).at(-1)?.mediaId).toBe((await pictures(one))[0]?.mediaId);
});

it("[JOB-05] a picture whose address is none is settled with its reason, and the others are copied", async () => {
  const productId = await imported();
  await shop.database.sql`
    update product_media set source_url = 'no address' where product_id = ${productId} and position = 0`;
  expect(await copy(productId)).toBeUndefined();
  const [first, ...others] = await pictures(productId);
  expect(first).toMatchObject({ state: "failed", reason: "media.source_refused" });
  expect(others.map(({ state }) => state)).toEqual(others.map(() => "ready"));
});
