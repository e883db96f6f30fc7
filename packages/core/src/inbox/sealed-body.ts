import { createHash } from "node:crypto";
import type { InboxChannel } from "@nexusone/contracts/inbox-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { storeWebhook } from "@nexusone/db/system/inbox";
import type { Platform } from "../platform.ts";

export const BODY_PURPOSE = "webhook_inbox.body";

/** What the sender says about a body that may help to understand it later. */
export type BodyHeaders = Readonly<Record<string, string>>;

export type ReceivedBody = {
  readonly channel: InboxChannel;
  /** SHA-256 of the address's key. */
  readonly keyHash: string;
  /** Exactly as it came. */
  readonly bytes: Uint8Array;
  readonly headers: BodyHeaders;
};

/** Keeps a body, sealed, before anybody is told that it arrived; refused ones are kept with their reason. */
export async function keepBody(
  { db, clock, keyring }: Platform,
  { channel, keyHash, bytes, headers }: ReceivedBody,
  refusal: ReasonCode | null = null,
): Promise<void> {
  await storeWebhook(db, {
    channel,
    keyHash,
    // What was refused and is accepted later is no repeat.
    bodyHash: createHash("sha256")
      .update(`${refusal ?? ""}\n`)
      .update(bytes)
      .digest("hex"),
    // Every byte is one character, whatever encoding it was meant in.
    bodySealed: keyring.seal(Buffer.from(bytes).toString("latin1"), BODY_PURPOSE),
    headers,
    bytes: bytes.byteLength,
    state: refusal ? "refused" : "waiting",
    reason: refusal,
    receivedAt: clock.now(),
  });
}

/** A kept body, exactly as it came. */
export const openBody = ({ keyring }: Platform, bodySealed: string): Uint8Array =>
  Buffer.from(keyring.open(bodySealed, BODY_PURPOSE), "latin1");
