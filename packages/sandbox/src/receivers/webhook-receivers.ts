import { createHmac, timingSafeEqual } from "node:crypto";
import type { ReceivedWebhook, WebhookReceiver } from "../control-types.ts";

const KEPT = 200;
const TOLERANCE_SECONDS = 300;
type Message = { readonly headers: Record<string, string | string[] | undefined>; readonly body: string };

/** Third parties that receive webhooks as the Standard Webhooks scheme asks: verified, and each id applied once. */
export class WebhookReceivers {
  private readonly known = new Map<string, { secret: string | undefined; messages: ReceivedWebhook[] }>();

  /** Gives a receiver the secret that it verifies with from now on. */
  trust(name: string, secret: string): void {
    this.of(name).secret = secret;
  }

  /** @returns the HTTP status that a correct receiver answers: 204, or 401 for what it cannot trust. */
  receive(name: string, { headers, body }: Message, at: string): number {
    const receiver = this.of(name);
    const id = String(headers["webhook-id"] ?? "");
    const verified = receiver.secret === undefined ? null : isGenuine(receiver.secret, { headers, body });
    const before = receiver.messages.find((message) => message.id === id && message.verified !== false);
    if (before && verified !== false) {
      before.times += 1;
      return 204;
    }
    receiver.messages.push({ id, at, type: typeOf(body), body, verified, times: 1 });
    if (receiver.messages.length > KEPT) receiver.messages.shift();
    return verified === false ? 401 : 204;
  }

  /** Without their secrets. */
  list(): WebhookReceiver[] {
    return [...this.known].map(([name, { secret, messages }]) => ({ name, trusts: secret !== undefined, messages }));
  }

  clear(): void {
    this.known.clear();
  }

  private of(name: string) {
    const receiver = this.known.get(name) ?? { secret: undefined, messages: [] };
    this.known.set(name, receiver);
    return receiver;
  }
}

function isGenuine(secret: string, { headers, body }: Message): boolean {
  const seconds = Number(headers["webhook-timestamp"]);
  if (!(Math.abs(Date.now() / 1000 - seconds) <= TOLERANCE_SECONDS)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const content = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const expected = createHmac("sha256", key).update(content).digest();
  return String(headers["webhook-signature"] ?? "")
    .split(" ")
    .filter((one) => one.startsWith("v1,"))
    .some((one) => {
      const given = Buffer.from(one.slice(3), "base64");
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}

function typeOf(body: string): string {
  try {
    const { event_type: type } = JSON.parse(body) as { event_type?: unknown };
    return typeof type === "string" ? type : "";
  } catch {
    return "";
  }
}
