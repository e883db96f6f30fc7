import type { ConversationRow } from "@nexusone/db/queries/conversation-list";
import type { ConversationChange } from "@nexusone/db/queries/conversation-changes";
import type { KeptConversation } from "@nexusone/db/schema/contact-merges";

type Standing = Pick<
  ConversationRow,
  "state" | "handler" | "assigneeId" | "snoozedUntil" | "startedAt" | "endedAt" | "entryAt"
> &
  Pick<ConversationRow, "recipientPhone" | "recipientUserId">;

/** How a conversation stands, as it is kept for an undo. */
export function keptConversation(row: Standing): KeptConversation {
  const { state, handler, assigneeId, recipientPhone, recipientUserId } = row;
  return {
    state,
    handler,
    assigneeId,
    recipientPhone,
    recipientUserId,
    startedAt: row.startedAt.toISOString(),
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    entryAt: row.entryAt?.toISOString() ?? null,
  };
}

/** The same as columns. */
export function fromKept(kept: KeptConversation): Standing {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    state: kept.state,
    handler: kept.handler,
    assigneeId: kept.assigneeId,
    recipientPhone: kept.recipientPhone,
    recipientUserId: kept.recipientUserId,
    startedAt: new Date(kept.startedAt),
    snoozedUntil: instant(kept.snoozedUntil),
    endedAt: instant(kept.endedAt),
    entryAt: instant(kept.entryAt),
  };
}

/** How it stood before a merge, when it stands as the merge left it; nothing of what changed since is taken back. */
export function asBefore(
  row: ConversationRow,
  { before, after }: { before: KeptConversation; after: KeptConversation },
): ConversationChange {
  const now = keptConversation(row);
  const { recipientPhone: _phone, recipientUserId: _userId, ...was } = fromKept(before);
  const same = (Object.keys(was) as (keyof typeof was)[]).every((field) => now[field] === after[field]);
  return same ? was : {};
}
