import { verifyCjSignature } from "@nexusone/cj/client";
import { findCjAddressOwner } from "@nexusone/db/system/inbox";
import { DomainError } from "../../errors.ts";
import { failpoint } from "../../failpoints.ts";
import { keepBody, type BodyHeaders } from "../../inbox/sealed-body.ts";
import type { Platform } from "../../platform.ts";
import { hashToken } from "../../secrets/keyring.ts";
import { OPEN_ID_PURPOSE } from "../connection.ts";

export type CjPost = {
  /** The last part of the address. */
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly sign: string | undefined;
  readonly headers: BodyHeaders;
};

/**
 * Takes in what was posted to an address of CJ's messages: kept, sealed, before this returns, and understood later. CJ looks
 * whether the address answers while it is being registered; what is not signed then is taken for that look and not kept.
 * @throws `inbox.unknown_address`, `inbox.signature_wrong` (kept as refused)
 */
export async function receiveCjMessage(platform: Platform, { key, bytes, sign, headers }: CjPost): Promise<void> {
  const keyHash = hashToken(key);
  const owner = await findCjAddressOwner(platform.db, keyHash);
  if (!owner) throw new DomainError("inbox.unknown_address");
  if (sign === undefined && owner.registering) return;
  const body = { channel: "cj", keyHash, bytes, headers } as const;
  const openId = owner.openIdSealed === null ? undefined : platform.keyring.open(owner.openIdSealed, OPEN_ID_PURPOSE);
  if (openId === undefined || !verifyCjSignature(bytes, sign, openId)) {
    await keepBody(platform, body, "inbox.signature_wrong");
    throw new DomainError("inbox.signature_wrong");
  }
  await keepBody(platform, body);
  failpoint("cj.webhook.after_store");
}
