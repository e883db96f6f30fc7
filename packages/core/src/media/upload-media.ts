import { UploadMediaInput, type MediaView } from "@nexusone/contracts/media";
import { countUses } from "@nexusone/db/queries/media";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { toMediaView } from "./media-view.ts";
import { storeImage } from "./store-image.ts";

const BASE64 = /^[\w+/-]*={0,2}$/;
const DATA_URL = /^data:[\w/+.-]{0,80};base64,/;

/**
 * Keeps a file of the merchant's (MED-01). The same content twice is one file. Until a product shows it, it goes after a day.
 * @throws `request.merchant_forbidden`, and what `storeImage` throws
 */
export async function uploadMedia(ctx: ServiceContext, rawInput: z.input<typeof UploadMediaInput>): Promise<MediaView> {
  authorize(ctx, "catalog:edit");
  const { fileData, fileName, merchantId } = UploadMediaInput.parse(rawInput);
  if (merchantId !== undefined && merchantId !== ctx.merchantId) throw new DomainError("request.merchant_forbidden");
  const text = fileData.replace(DATA_URL, "");
  if (!BASE64.test(text)) throw new DomainError("request.invalid", { problem: "fileData is not base64" });
  const content = Buffer.from(text, "base64");
  const row = await storeImage(ctx, { content, name: fileName, ownerId: actorUserId(ctx.actor), sourceUrl: null });
  return inMerchantTx(ctx, async (tx) => {
    await recordEvent(
      tx,
      ctx,
      "media.uploaded",
      { mediaId: row.id, bytes: content.length },
      { kind: "media", id: row.id },
    );
    return toMediaView(ctx, row, (await countUses(tx, [row.id])).get(row.id) ?? 0);
  });
}
