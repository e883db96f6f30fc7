import { createHash } from "node:crypto";
import { MAX_MEDIA_BYTES, MEDIA_TYPES, MEDIA_VARIANTS, type MediaType } from "@nexusone/contracts/media-terms";
import { isUniqueViolation } from "@nexusone/db/errors";
import {
  finishMedia,
  forgetMedia,
  giveUpMedia,
  insertMedia,
  lockMediaOfContent,
  setMediaUse,
  type MediaRow,
} from "@nexusone/db/queries/media";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { keyOf, originalName, SMALL_FILES } from "./links.ts";
import { requireRoom } from "./room.ts";
import { readImage, type ReadImage } from "./read-image.ts";
import { takeTurns } from "./take-turns.ts";

export type NewImage = {
  readonly content: Buffer;
  readonly name: string;
  readonly ownerId: string | null;
  readonly sourceUrl: string | null;
};

/** Pictures are small but make the processor sweat: what a person waits for has a turn of its own. */
const turns = { person: takeTurns(2), job: takeTurns(1) };

/**
 * Keeps a picture in all its sizes; of one the merchant has already, the file that is there. Not yet shown by anything: it
 * goes after a day unless it is attached. Killed anywhere, the sweep finds what lies about.
 * @throws `media.too_large`, `media.type_refused`, `media.too_many_pixels`, `media.unreadable`, `media.plan_full`,
 * `media.storage_unavailable`
 */
export async function storeImage(ctx: ServiceContext, image: NewImage): Promise<MediaRow> {
  const { content } = image;
  if (content.length > MAX_MEDIA_BYTES)
    throw new DomainError("media.too_large", { megabytes: MAX_MEDIA_BYTES / 1024 ** 2 });
  const contentHash = createHash("sha256").update(content).digest("hex");
  const known = await inMerchantTx(ctx, (tx) => useAgain(tx, ctx, contentHash));
  if (known) return known;
  const turn = ctx.actor.kind === "job" ? turns.job : turns.person;
  const read = await turn(() => readImage(content));
  const row = await inMerchantTx(ctx, (tx) => begin(tx, ctx, image, contentHash, read));
  await writeAll(ctx, row, read);
  failpoint("media.store.after_bytes");
  const finished = await inMerchantTx(ctx, (tx) => finishMedia(tx, row.id)).catch((error: unknown) => {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  });
  if (finished) return finished;
  // Somebody stored the same meanwhile: theirs stays.
  await inMerchantTx(ctx, (tx) => giveUpMedia(tx, row.id));
  await removeFiles(ctx, [row]);
  const theirs = await inMerchantTx(ctx, (tx) => useAgain(tx, ctx, contentHash));
  if (!theirs) throw new DomainError("media.storage_unavailable");
  return theirs;
}

/** The day an unused file has left begins anew with everybody who brings it. */
async function useAgain(tx: MerchantTx, ctx: ServiceContext, contentHash: string): Promise<MediaRow | undefined> {
  const row = await lockMediaOfContent(tx, contentHash);
  if (row?.unusedSince) await setMediaUse(tx, row.id, ctx.platform.clock.now());
  return row;
}

async function begin(
  tx: MerchantTx,
  ctx: ServiceContext,
  { name, ownerId, sourceUrl }: NewImage,
  contentHash: string,
  { type, width, height, variants }: ReadImage,
): Promise<MediaRow> {
  const bytes = MEDIA_VARIANTS.reduce((sum, variant) => sum + variants[variant].bytes.length, 0);
  await requireRoom(tx, bytes);
  const stored = (variant: keyof typeof variants) => ({
    width: variants[variant].width,
    height: variants[variant].height,
    bytes: variants[variant].bytes.length,
  });
  return insertMedia(tx, {
    ownerId,
    contentHash,
    mime: type,
    width,
    height,
    bytes,
    originalName: nameOf(name, type),
    sourceUrl,
    variants: { thumbnail: stored("thumbnail"), medium: stored("medium"), original: stored("original") },
    state: "storing",
    unusedSince: ctx.platform.clock.now(),
  });
}

/** The sender's name without folders and control characters, with the ending of what it really is. */
function nameOf(name: string, type: MediaType): string {
  const stem = (name.split(/[\\/]/).at(-1) ?? "")
    .replace(/[\p{Cc}"]/gu, "")
    .replace(/\.\w{1,5}$/, "")
    .slice(0, 120)
    .trim();
  return `${stem || "picture"}.${MEDIA_TYPES[type]}`;
}

const filesOf = ({ merchantId, id, mime }: MediaRow) => ({
  thumbnail: keyOf({ merchantId, mediaId: id, file: SMALL_FILES.thumbnail }),
  medium: keyOf({ merchantId, mediaId: id, file: SMALL_FILES.medium }),
  original: keyOf({ merchantId, mediaId: id, file: originalName(mime) }),
});

async function writeAll(ctx: ServiceContext, row: MediaRow, { variants, type }: ReadImage): Promise<void> {
  const { storage } = ctx.platform.media;
  const keys = filesOf(row);
  try {
    for (const variant of MEDIA_VARIANTS)
      await storage.put(keys[variant], variants[variant].bytes, variant === "original" ? type : "image/webp");
  } catch (error) {
    throw new DomainError("media.storage_unavailable", {}, error);
  }
}

/** Removes the bytes of files that were given up, then their rows. What fails is left for the sweep. */
export async function removeFiles(ctx: ServiceContext, rows: readonly MediaRow[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await ctx.platform.media.storage.remove(rows.flatMap((row) => Object.values(filesOf(row))));
  } catch (error) {
    ctx.platform.log.warn({ err: error, files: rows.length }, "files could not be removed yet");
    return;
  }
  failpoint("media.remove.after_bytes");
  await inMerchantTx(ctx, (tx) =>
    forgetMedia(
      tx,
      rows.map((row) => row.id),
    ),
  );
}
