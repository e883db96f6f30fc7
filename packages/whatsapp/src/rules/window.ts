import type { ReadItem } from "../webhook/types.ts";

const HOUR_MS = 3_600_000;

/** 24 h from the customer's last message: inside anything may be sent, outside templates only (facts section 10). */
export const SERVICE_WINDOW_MS = 24 * HOUR_MS;
/** Meta's clock and ours differ at the edge: for sending the window ends this much earlier. */
export const WINDOW_MARGIN_MS = 5 * 60_000;
/** Free messages after an answer to who came from an advertisement. Changes the price, opens nothing. */
export const FREE_ENTRY_MS = 72 * HOUR_MS;

export type ServiceWindow = {
  /** `ending`: still open, but too close to its end to send into it. `never`: the customer has not written yet. */
  state: "open" | "ending" | "closed" | "never";
  closesAt: Date | null;
  /** The last moment to send. */
  sendUntil: Date | null;
  /** Until `sendUntil`; 0 when over. */
  remainingMs: number;
};

/**
 * The customer-service window of one person and one number. `lastInboundAt` is the message's own time, not that of its arrival; a
 * time ahead of `now` counts as now, so that a wrong clock cannot keep the window open.
 */
export function serviceWindow(lastInboundAt: Date | null, now: Date, marginMs = WINDOW_MARGIN_MS): ServiceWindow {
  if (!lastInboundAt) return { state: "never", closesAt: null, sendUntil: null, remainingMs: 0 };
  const from = Math.min(lastInboundAt.getTime(), now.getTime());
  const closesAt = from + SERVICE_WINDOW_MS;
  const sendUntil = closesAt - marginMs;
  const state = now.getTime() < sendUntil ? "open" : now.getTime() < closesAt ? "ending" : "closed";
  return {
    state,
    closesAt: new Date(closesAt),
    sendUntil: new Date(sendUntil),
    remainingMs: Math.max(0, sendUntil - now.getTime()),
  };
}

/** The later of the last message known and another: messages come out of order and hours late. */
export function laterInbound(known: Date | null, at: Date | null): Date | null {
  if (!known || !at) return known ?? at;
  return at.getTime() > known.getTime() ? at : known;
}

/**
 * Until when messages are free after a chat that began at an advertisement or page button; null when we did not answer within 24 h.
 * A status with pricing type `free_entry_point` is the proof, this is the forecast. That the 72 h run from the answer is our reading.
 */
export function freeEntryUntil(startedAt: Date, answeredAt: Date | null): Date | null {
  if (!answeredAt || answeredAt.getTime() < startedAt.getTime()) return null;
  const inTime = answeredAt.getTime() - startedAt.getTime() < SERVICE_WINDOW_MS;
  return inTime ? new Date(answeredAt.getTime() + FREE_ENTRY_MS) : null;
}

/**
 * Whether an item of a webhook opens the window: what a customer wrote, tapped or opened in a chat of two. Not reactions, edits,
 * deletions, statuses, notices of the system, groups, history and our own messages.
 */
export function opensWindow(item: ReadItem): boolean {
  return item.kind === "message" && item.direction === "in" && item.groupId === null && item.history === null;
}
