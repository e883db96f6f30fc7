import { buffer } from "node:stream/consumers";
import { UploadSampleInput, type TemplateSample } from "@nexusone/contracts/templates";
import { findMedia, type MediaRow } from "@nexusone/db/queries/media";
import { WhatsAppFailure } from "@nexusone/whatsapp/client";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { keyOf, originalName } from "../media/links.ts";
import { readMerchant } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { accountFor, channelOf } from "./accounts.ts";

/** What a header can show, and how much of it (facts section 7). */
const TAKEN: readonly string[] = ["image/jpeg", "image/png"];
const MAX_BYTES = 5 * 1024 * 1024;

/**
 * Hands one of the shop's pictures to Meta as the sample of a header. @returns what the header names as its sample
 * @throws `media.not_found`, `templates.sample_unfit`, `templates.no_account`, `templates.which_account`, `templates.refused`
 *   {detail}, and those of a number that cannot be reached.
 */
export async function uploadSample(
  ctx: ServiceContext,
  rawInput: z.input<typeof UploadSampleInput>,
): Promise<z.output<typeof TemplateSample>> {
  authorize(ctx, "templates:manage");
  const { mediaId, channelId } = UploadSampleInput.parse(rawInput);
  const { media, channel } = await readMerchant(ctx, async (tx) => ({
    media: await findMedia(tx, mediaId),
    channel: await channelOf(tx, await accountFor(tx, channelId)),
  }));
  if (!media) throw new DomainError("media.not_found");
  const bytes = await bytesOf(ctx, media);
  try {
    const file = { bytes, mimeType: media.mime, filename: originalName(media.mime) };
    const sample = await clientOf(ctx, channel).templates?.uploadSample(file);
    if (sample === undefined) throw new DomainError("templates.no_account");
    return { sample };
  } catch (error) {
    if (!(error instanceof WhatsAppFailure)) throw error;
    if (error.kind !== "rejected") throw new DomainError(failureReason(error.kind), {}, error);
    throw new DomainError("templates.refused", { detail: error.details ?? error.reason }, error);
  }
}

async function bytesOf({ platform, merchantId }: ServiceContext, media: MediaRow): Promise<Uint8Array<ArrayBuffer>> {
  const file = originalName(media.mime);
  const stored = await platform.media.storage.read(keyOf({ merchantId, mediaId: media.id, file }));
  if (!stored) throw new DomainError("media.not_found");
  if (!TAKEN.includes(media.mime) || stored.bytes > MAX_BYTES) throw new DomainError("templates.sample_unfit");
  return new Uint8Array(await buffer(stored.content));
}
