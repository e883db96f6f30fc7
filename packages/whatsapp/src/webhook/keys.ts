import { hash } from "node:crypto";

import { canonicalJson } from "../shared/json.ts";
import type { ChannelRef } from "./types.ts";

const HOUR_MS = 3_600_000;

/** Of a message, reaction, edit or deletion: the vendor's id, in its own number. Two numbers may see one id. */
export function messageKey(channel: ChannelRef, messageId: string): string {
  return `${scope(channel)}:m:${messageId}`;
}

/** History comes in pieces, media after the text around them, under the id of the message: each piece is one item. */
export function historyKey(channel: ChannelRef, messageId: string, type: string): string {
  return `${scope(channel)}:h:${messageId}:${type}`;
}

/** A message has each status once; in a group once for each participant. */
export function statusKey(channel: ChannelRef, messageId: string, word: string, participant: string | null): string {
  return `${scope(channel)}:s:${messageId}:${word}${participant === null ? "" : `:${participant}`}`;
}

/**
 * What has no id of its own: a digest of its topic, content and time. What has no time either (throttling of a number) would be
 * told once for ever, so the hour of its receipt stands in.
 */
export function eventKey(
  channel: ChannelRef,
  topic: string,
  value: unknown,
  at: Date | null,
  receivedAt: Date,
): string {
  const time = at?.getTime() ?? Math.floor(receivedAt.getTime() / HOUR_MS) * HOUR_MS;
  return `${scope(channel)}:e:${hash("sha256", canonicalJson([topic, value, time]), "base64url")}`;
}

function scope({ provider, accountId, channelId }: ChannelRef): string {
  const owner = channelId ?? (accountId === null ? "?" : `account-${accountId}`);
  return `${provider === "cloud_api" ? "wa" : "whapi"}:${owner}`;
}
