import { and, eq, isNull } from "drizzle-orm";
import { trackingLinks } from "../schema/customer-notices.ts";
import type { MerchantTx } from "../with-merchant.ts";

type TrackingLinkRow = typeof trackingLinks.$inferSelect;

/** The one link of an order that works. */
export async function findTrackingLink(tx: MerchantTx, orderId: string): Promise<TrackingLinkRow | undefined> {
  const [row] = await tx
    .select()
    .from(trackingLinks)
    .where(and(eq(trackingLinks.orderId, orderId), isNull(trackingLinks.revokedAt)));
  return row;
}

/** False when the order has one by now. */
export async function insertTrackingLink(
  tx: MerchantTx,
  row: Pick<TrackingLinkRow, "orderId" | "tokenHash" | "tokenSealed" | "madeAt">,
): Promise<boolean> {
  const made = await tx.insert(trackingLinks).values(row).onConflictDoNothing().returning({ id: trackingLinks.id });
  return made.length > 0;
}

/** False when there was none that worked. */
export async function revokeTrackingLinks(tx: MerchantTx, orderId: string, revokedAt: Date): Promise<boolean> {
  const ended = await tx
    .update(trackingLinks)
    .set({ revokedAt })
    .where(and(eq(trackingLinks.orderId, orderId), isNull(trackingLinks.revokedAt)))
    .returning({ id: trackingLinks.id });
  return ended.length > 0;
}
