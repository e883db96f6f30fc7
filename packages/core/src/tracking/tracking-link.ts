import { OrderInput } from "@nexusone/contracts/orders";
import type { TrackingLinkView } from "@nexusone/contracts/customer-notices";
import { findOrderRow } from "@nexusone/db/queries/orders";
import { findTrackingLink, insertTrackingLink, revokeTrackingLinks } from "@nexusone/db/queries/tracking-links";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { hashToken } from "../secrets/keyring.ts";
import { drawPublicToken } from "../secrets/public-token.ts";
import { inMerchantTx } from "../transaction.ts";

/** The tracking page's path, in front of the token. */
export const TRACKING_PATH = "/t";
const PURPOSE = "tracking_links.token";
type View = z.output<typeof TrackingLinkView>;

export const trackingAddress = ({ platform }: Pick<ServiceContext, "platform">, token: string): string =>
  `${platform.config.publicUrl}${TRACKING_PATH}/${token}`;

/** The address that the order's customer has already; undefined when nobody made one. */
export async function knownTrackingUrl(
  tx: MerchantTx,
  ctx: ServiceContext,
  orderId: string,
): Promise<string | undefined> {
  const known = await findTrackingLink(tx, orderId);
  return known && trackingAddress(ctx, ctx.platform.keyring.open(known.tokenSealed, PURPOSE));
}

/** The order's address for its customer, made with the first who asks. Whoever reads the database alone cannot tell it. */
export async function trackingUrlOf(tx: MerchantTx, ctx: ServiceContext, orderId: string): Promise<string> {
  const { keyring, clock } = ctx.platform;
  const known = await knownTrackingUrl(tx, ctx, orderId);
  if (known !== undefined) return known;
  const token = drawPublicToken();
  const row = { orderId, tokenHash: hashToken(token), tokenSealed: keyring.seal(token, PURPOSE), madeAt: clock.now() };
  // Somebody was faster: theirs is the one.
  if (!(await insertTrackingLink(tx, row))) return trackingUrlOf(tx, ctx, orderId);
  await recordEvent(tx, ctx, "order.tracking_link_made", { orderId }, { kind: "order", id: orderId });
  return trackingAddress(ctx, token);
}

/** The address to hand on. Safe to repeat: it stays the same until it is revoked. @throws `orders.not_found`. */
export async function shareTracking(ctx: ServiceContext, rawInput: z.input<typeof OrderInput>): Promise<View> {
  authorize(ctx, "orders:manage");
  const { id } = OrderInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    if (!(await findOrderRow(tx, id))) throw new DomainError("orders.not_found", { orderId: id });
    return { url: await trackingUrlOf(tx, ctx, id) };
  });
}

/** Whoever has the address sees nothing from now on; the next one is another. Safe to repeat. @throws `orders.not_found`. */
export async function revokeTracking(ctx: ServiceContext, rawInput: z.input<typeof OrderInput>): Promise<View> {
  authorize(ctx, "orders:manage");
  const { id } = OrderInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    if (!(await findOrderRow(tx, id))) throw new DomainError("orders.not_found", { orderId: id });
    if (await revokeTrackingLinks(tx, id, ctx.platform.clock.now()))
      await recordEvent(tx, ctx, "order.tracking_link_revoked", { orderId: id }, { kind: "order", id });
    return { url: await trackingUrlOf(tx, ctx, id) };
  });
}
