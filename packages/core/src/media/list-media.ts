import {
  ListMediaInput,
  MediaInput,
  type MediaDetail,
  type MediaPage,
  type MediaUsageView,
} from "@nexusone/contracts/media";
import { ENTITLEMENTS } from "@nexusone/contracts/plans";
import { findPlan } from "@nexusone/db/queries/billing";
import { sumChatFiles } from "@nexusone/db/queries/chat-files";
import { countUses, findMedia, listMediaRows, listUsers, sumMedia } from "@nexusone/db/queries/media";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { toMediaView } from "./media-view.ts";

const Key = z.object({ id: z.uuid() });
const USERS_SHOWN = 20;

/** The merchant's files, newest first; `unused` leaves those that nothing shows. */
export async function listMedia(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListMediaInput> = {},
): Promise<z.output<typeof MediaPage>> {
  authorize(ctx, "catalog:read");
  const { unused = false, limit, cursor } = ListMediaInput.parse(rawInput);
  const beforeId = decodeCursor(Key, cursor)?.id;
  return readMerchant(ctx, async (tx) => {
    const page = cutPage(await listMediaRows(tx, { unused, limit, beforeId }), limit, ({ id }) => ({ id }));
    const uses = await countUses(
      tx,
      page.items.map((row) => row.id),
    );
    return { ...page, items: page.items.map((row) => toMediaView(ctx, row, uses.get(row.id) ?? 0)) };
  });
}

/** A file with signed links and some of the products that show it (MED-02). @throws `media.not_found` */
export async function getMedia(
  ctx: ServiceContext,
  rawInput: z.input<typeof MediaInput>,
): Promise<z.output<typeof MediaDetail>> {
  authorize(ctx, "catalog:read");
  const { mediaId } = MediaInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const [row, uses, users] = await Promise.all([
      findMedia(tx, mediaId),
      countUses(tx, [mediaId]),
      listUsers(tx, mediaId, USERS_SHOWN),
    ]);
    if (!row) throw new DomainError("media.not_found");
    const products = users as z.output<typeof MediaDetail>["products"]; // ids come from our own uuid columns
    return { ...toMediaView(ctx, row, uses.get(mediaId) ?? 0), products };
  });
}

/** What the merchant's files take, and how much their plan holds. */
export async function getMediaUsage(ctx: ServiceContext): Promise<MediaUsageView> {
  authorize(ctx, "catalog:read");
  return readMerchant(ctx, async (tx) => {
    const [sums, chats, plan] = await Promise.all([sumMedia(tx), sumChatFiles(tx), findPlan(tx)]);
    return { ...sums, ...chats, limitBytes: ENTITLEMENTS[plan?.plan ?? "free"].mediaBytes };
  });
}
