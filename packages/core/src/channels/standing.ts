import { CHANNEL_QUALITIES, type ChannelQuality } from "@nexusone/contracts/whatsapp-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { ChannelChange, ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { ChannelHealth } from "@nexusone/whatsapp/client";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";

/** A number that works is looked at this often, one that fails until somebody helped it. */
export const LOOK_EVERY_MS = HOUR_MS;
export const LOOK_AGAIN_MS = 10 * MINUTE_MS;

/** What Meta calls a number that it has taken out of use. */
const BLOCKED = new Set(["BLOCKED", "BANNED", "RESTRICTED", "FLAGGED", "RATE_LIMITED"]);

/** What a look found, as it is written on the row. */
export function standingOf(row: Pick<ChannelRow, "provider">, health: ChannelHealth, now: Date) {
  const reason = health.state === "connected" ? null : downReason(row, health);
  const limit = health.dailyLimit;
  return {
    ...failed(reason, now),
    ...(isQuality(health.quality) && { quality: health.quality }),
    ...(limit !== null && { dailyLimit: limitOf(limit) }),
    ...(health.displayPhone !== null && { displayPhone: plusOf(health.displayPhone) }),
    ...(health.displayName !== null && { displayName: health.displayName }),
    checkedAt: now,
  } satisfies ChannelChange;
}

/** The state that goes with a reason, and the next look. Null: it works. */
export function failed(reason: ReasonCode | null, now: Date) {
  return {
    state: reason === null ? "connected" : "failing",
    reason,
    checkAt: addMs(now, reason === null ? LOOK_EVERY_MS : LOOK_AGAIN_MS),
  } satisfies ChannelChange;
}

/** -1 stands for no limit. */
export const limitOf = (limit: number | "unlimited"): number => (limit === "unlimited" ? -1 : limit);

function downReason({ provider }: Pick<ChannelRow, "provider">, { word }: ChannelHealth): ReasonCode {
  if (provider === "whapi") return "channels.session_lost";
  return word !== null && BLOCKED.has(word) ? "channels.account_blocked" : "channels.setup_incomplete";
}

function isQuality(word: string | null): word is ChannelQuality {
  return (CHANNEL_QUALITIES as readonly (string | null)[]).includes(word);
}

/** Whapi leaves the plus out. */
const plusOf = (phone: string): string => (/^\d/.test(phone) ? `+${phone}` : phone);
