import { lockNamedMessages, takeHeldNews } from "@nexusone/db/queries/chat-inbound";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../../context.ts";
import { readItem } from "../stored-item.ts";
import { applyChanges } from "./changes.ts";
import { applyStatuses } from "./statuses.ts";

type Named = { readonly id: string; readonly channelId: string; readonly externalId: string };

/**
 * What was told of these messages before they were here, or before the vendor's answer named them. For whoever writes a message or
 * its vendor's id, in the same transaction.
 */
export async function applyHeldNews(tx: MerchantTx, ctx: ServiceContext, of: readonly Named[]): Promise<void> {
  const held = await takeHeldNews(tx, of);
  if (held.length === 0) return;
  const rows = await lockNamedMessages(tx, of, []);
  const news = held.flatMap((one) => {
    const message =
      of.find(({ channelId, externalId }) => channelId === one.channelId && externalId === one.externalId) ??
      of.find(({ id }) => id === one.callbackData);
    return message ? [{ messageId: message.id, item: readItem(one.item), receivedAt: one.receivedAt }] : [];
  });
  await applyStatuses(
    tx,
    ctx,
    rows,
    news.flatMap(({ messageId, item }) => (item.kind === "status" ? [{ messageId, item }] : [])),
  );
  await applyChanges(
    tx,
    ctx,
    await lockNamedMessages(tx, of, []),
    news.flatMap(({ messageId, item, receivedAt }) =>
      item.kind === "reaction" || item.kind === "edit" || item.kind === "revoke"
        ? [{ messageId, item, receivedAt }]
        : [],
    ),
  );
}
