import { ListOrderLinksInput, type OrderLinksPage } from "@nexusone/contracts/order-links";
import { listOrderLinkRows } from "@nexusone/db/queries/order-links";
import { findCartOfLink } from "@nexusone/db/system/public-links";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import type { Platform } from "../platform.ts";
import { isPublicToken } from "../secrets/public-token.ts";
import { readMerchant } from "../transaction.ts";
import { orderLinkView } from "./order-link-view.ts";

/** Order links by state, order or conversation, newest first. */
export async function listOrderLinks(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListOrderLinksInput> = {},
): Promise<z.output<typeof OrderLinksPage>> {
  authorize(ctx, "orders:read");
  const { limit, cursor, ...filter } = ListOrderLinksInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  const rows = await readMerchant(ctx, (tx) => listOrderLinkRows(tx, { ...filter, limit, after }));
  const page = cutPage(rows, limit, ({ link }) => ({ at: link.madeAt.toISOString(), id: link.id }));
  return { ...page, items: page.items.map((row) => orderLinkView(ctx, row)) };
}

/** Where a customer's link leads; undefined for one that nobody has, or that is over. */
export const openOrderLink = async (platform: Platform, code: string): Promise<string | undefined> =>
  isPublicToken(code) ? findCartOfLink(platform.db, code) : undefined;
