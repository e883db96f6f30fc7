import { createHmac, randomBytes } from "node:crypto";

const MARK = "whsec_";

/** A new secret: 24 random bytes, as the Standard Webhooks scheme writes them. */
export const drawSecret = (): string => `${MARK}${randomBytes(24).toString("base64")}`;

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(MARK.length), "base64");

/**
 * `webhook-signature` of Standard Webhooks (https://www.standardwebhooks.com, read 2026-11): HMAC-SHA256 over id, seconds and
 * body, one for each secret that is valid, so that receivers change theirs whenever they like.
 */
export function signatureHeader(
  secrets: readonly string[],
  message: { readonly id: string; readonly seconds: number; readonly body: string },
): string {
  const content = `${message.id}.${message.seconds}.${message.body}`;
  return secrets
    .map((secret) => `v1,${createHmac("sha256", keyOf(secret)).update(content).digest("base64")}`)
    .join(" ");
}

/** The older form: hex HMAC-SHA256 over the body as it is without the field that carries it. */
export const bodySignature = (secret: string, body: string): string =>
  createHmac("sha256", keyOf(secret)).update(body).digest("hex");
