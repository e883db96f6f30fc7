import type { OrderLinkView } from "@nexusone/contracts/order-links";
import { findOrderLink, type NumberedOrderLink } from "@nexusone/db/queries/order-links";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** The path of order links, in front of the code. */
export const ORDER_LINK_PATH = "/o";

/** @throws `order_links.not_found`. */
export async function mustFindLink(tx: MerchantTx, id: string): Promise<NumberedOrderLink> {
  const found = await findOrderLink(tx, id);
  if (!found) throw new DomainError("order_links.not_found");
  return found;
}

export function orderLinkView({ platform }: Pick<ServiceContext, "platform">, { link, number }: NumberedOrderLink) {
  const { id, code, cartUrl, items, note, conversationId, status, orderId, madeAt, settledAt } = link;
  const view = {
    id,
    orderLink: `${platform.config.publicUrl}${ORDER_LINK_PATH}/${code}`,
    cartUrl,
    items,
    note,
    conversationId,
    status,
    order: orderId === null || number === null ? null : { id: orderId, number },
    createdAt: madeAt.toISOString(),
    updatedAt: (settledAt ?? madeAt).toISOString(),
  };
  return view as OrderLinkView; // ids come from our own uuid columns
}
