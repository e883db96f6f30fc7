import { ConversationLine } from "@nexusone/contracts/conversations";
import type { ConversationLineRow } from "@nexusone/db/queries/conversation-list";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import type { MerchantTx } from "@nexusone/db/with-merchant";

/** Names of the staff by user id; who has left is not among them. */
export type MemberNames = ReadonlyMap<string, string>;

export async function memberNames(tx: MerchantTx): Promise<MemberNames> {
  return new Map((await listMembers(tx)).map(({ userId, name }) => [userId, name]));
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function viewLine(row: ConversationLineRow, names: MemberNames): ConversationLine {
  const { conversation: own, contact, channel, lastMessage, alert } = row;
  const assignee = own.assigneeId === null ? undefined : names.get(own.assigneeId);
  return ConversationLine.parse({
    id: own.id,
    contact,
    reach: own.recipientPhone === null ? own.recipientUserId : `+${own.recipientPhone}`,
    channel,
    state: own.state,
    handler: own.handler,
    assignee: assignee === undefined ? null : { id: own.assigneeId, name: assignee },
    snoozedUntil: iso(own.snoozedUntil),
    startedAt: iso(own.startedAt),
    endedAt: iso(own.endedAt),
    lastMessageAt: iso(own.lastMessageAt),
    lastInboundAt: iso(own.lastInboundAt),
    unread: own.unread,
    alert,
    lastMessage,
  });
}
