import { CONVERSATION_STATES } from "@nexusone/contracts/conversation-terms";
import type { ConversationRow } from "@nexusone/db/queries/conversation-list";
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

/** Both as one, as open as the more open of the two. Who is reached is decided elsewhere: by the newest word. */
export function joinStandings(kept: KeptConversation, moved: KeptConversation): KeptConversation {
  const state = CONVERSATION_STATES.find((one) => kept.state === one || moved.state === one) ?? kept.state;
  return {
    ...kept,
    state,
    handler: [kept, moved].some(({ handler }) => handler === "human") ? "human" : kept.handler,
    assigneeId: kept.assigneeId ?? moved.assigneeId,
    snoozedUntil: state === "snoozed" ? (kept.snoozedUntil ?? moved.snoozedUntil) : null,
    startedAt: kept.startedAt < moved.startedAt ? kept.startedAt : moved.startedAt,
    endedAt: state === "closed" ? later(kept.endedAt, moved.endedAt) : null,
    entryAt: later(kept.entryAt, moved.entryAt),
  };
}
const later = (a: string | null, b: string | null): string | null => (a && b ? (a > b ? a : b) : (a ?? b));

/** `base` where `now` stands as `then` did; else as it is now, with how `base` is reached: nothing of what changed is taken back. */
export function changedSince(base: KeptConversation, then: KeptConversation, now: KeptConversation): KeptConversation {
  const { recipientPhone, recipientUserId } = base;
  const stood = ({ recipientPhone: _phone, recipientUserId: _userId, ...rest }: KeptConversation): string =>
    JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return stood(now) === stood(then) ? base : { ...now, recipientPhone, recipientUserId };
}
