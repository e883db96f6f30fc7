import { ConversationInput, ConversationPanel, type ConversationLine } from "@nexusone/contracts/conversations";
import { orderStatus } from "@nexusone/contracts/order-terms";
import { findContact } from "@nexusone/db/queries/contacts";
import type { ConversationRow } from "@nexusone/db/queries/conversation-list";
import { findConversationLine } from "@nexusone/db/queries/conversation-list";
import { lockConversation } from "@nexusone/db/queries/conversation-changes";
import { listParcelsOf } from "@nexusone/db/queries/orders";
import { listOrderRows } from "@nexusone/db/queries/orders-list";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { viewContact } from "../contacts/get-contact.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { memberNames, viewLine } from "./views.ts";

const SHOWN_ORDERS = 5;

/** One conversation as its line in the list. @throws `conversations.not_found`. */
export async function getConversation(
  ctx: ServiceContext,
  rawInput: z.input<typeof ConversationInput>,
): Promise<ConversationLine> {
  authorize(ctx, "conversations:read");
  const { id } = ConversationInput.parse(rawInput);
  return readMerchant(ctx, (tx) => viewConversation(tx, id));
}

/** @throws `conversations.not_found`. */
export async function viewConversation(tx: MerchantTx, id: string): Promise<ConversationLine> {
  const [row, names] = await Promise.all([findConversationLine(tx, id), memberNames(tx)]);
  if (!row) throw new DomainError("conversations.not_found");
  return viewLine(row, names);
}

/** The conversation, locked until the transaction ends. @throws `conversations.not_found`. */
export async function changeableConversation(tx: MerchantTx, id: string): Promise<ConversationRow> {
  const row = await lockConversation(tx, id);
  if (!row) throw new DomainError("conversations.not_found");
  return row;
}

/** Who it is and what they ordered. @throws `conversations.not_found`. */
export async function getConversationPanel(
  ctx: ServiceContext,
  rawInput: z.input<typeof ConversationInput>,
): Promise<ConversationPanel> {
  authorize(ctx, "conversations:read");
  authorize(ctx, "contacts:read");
  authorize(ctx, "orders:read");
  const { id } = ConversationInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const line = await findConversationLine(tx, id);
    const contact = line && (await findContact(tx, line.conversation.contactId));
    if (!contact) throw new DomainError("conversations.not_found");
    const [view, rows] = await Promise.all([
      viewContact(tx, contact),
      listOrderRows(tx, { contactId: contact.id, limit: SHOWN_ORDERS }),
    ]);
    const shown = rows.slice(0, SHOWN_ORDERS);
    const parcels = await listParcelsOf(
      tx,
      shown.map(({ order }) => order.id),
    );
    return ConversationPanel.parse({
      contact: view,
      moreOrders: rows.length > SHOWN_ORDERS,
      orders: shown.map(({ order, lines }) => ({
        ...order,
        status: orderStatus(order),
        placedAt: order.placedAt.toISOString(),
        firstLine: lines.first ?? "",
        units: lines.units,
        parcels: parcels.filter(({ orderId }) => orderId === order.id),
      })),
    });
  });
}
