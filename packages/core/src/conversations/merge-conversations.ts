import {
  lockConversationsOf,
  updateConversationRow,
  type ConversationChange,
} from "@nexusone/db/queries/conversation-changes";
import type { ConversationRow } from "@nexusone/db/queries/conversation-list";
import type { KeptMerge } from "@nexusone/db/schema/contact-merges";
import { moveThread } from "@nexusone/db/queries/conversation-merge";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { fromKept, joinStandings, keptConversation } from "./kept-conversation.ts";
import { recordChange } from "./record-change.ts";

/**
 * Of two people who are made one: what `from` said is `into`'s from now on. Two conversations with the same number of the shop become
 * one thread, as open as the more open of the two. The caller holds both people. @returns how those that went along stood, for an undo
 */
export async function mergeConversations(
  tx: MerchantTx,
  ctx: ServiceContext,
  { from, into }: { readonly from: string; readonly into: string },
): Promise<KeptMerge["conversations"]> {
  const all = await lockConversationsOf(tx, [from, into]);
  const went: KeptMerge["conversations"][number][] = [];
  for (const one of all.filter(({ contactId }) => contactId === from)) {
    const { id, channelId } = one;
    const kept = all.find(({ contactId, channelId }) => contactId === into && channelId === one.channelId);
    if (kept) {
      await moveThread(tx, one.id, kept.id);
      const change = joined(kept, one);
      await updateConversationRow(tx, kept.id, change);
      const stood = { before: keptConversation(kept), after: keptConversation({ ...kept, ...change }) };
      went.push({ id, channelId, was: keptConversation(one), joined: stood });
    } else {
      await updateConversationRow(tx, id, { contactId: into });
      went.push({ id, channelId, was: keptConversation(one), joined: null });
    }
    await recordChange(tx, ctx, (kept ?? one).id, ["merged"]);
  }
  return went;
}

/** Both as one: the newest word decides how the person is reached. */
export function joined(kept: ConversationRow, moved: ConversationRow): ConversationChange {
  const heard = (moved.lastInboundAt ?? new Date(0)) > (kept.lastInboundAt ?? new Date(0)) ? moved : kept;
  return {
    ...fromKept(joinStandings(keptConversation(kept), keptConversation(moved))),
    lastMessageAt: kept.lastMessageAt > moved.lastMessageAt ? kept.lastMessageAt : moved.lastMessageAt,
    lastInboundAt: later(kept.lastInboundAt, moved.lastInboundAt),
    unread: kept.unread + moved.unread,
    recipientPhone: heard.recipientPhone,
    recipientUserId: heard.recipientUserId,
  };
}

const later = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b));
