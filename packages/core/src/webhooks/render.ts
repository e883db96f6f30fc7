import { snakeKeys } from "@nexusone/contracts/snake-names";
import { wireType } from "@nexusone/contracts/webhooks";
import type { events } from "@nexusone/db/schema/events";
import { bodySignature, signatureHeader } from "./sign.ts";

type Rendered = { readonly headers: Record<string, string>; readonly body: string };
type Event = Pick<typeof events.$inferSelect, "id" | "merchantId" | "type" | "happenedAt" | "payload">;

/** What one attempt sends. The same event gives the same body at every attempt and replay; time and signature are the attempt's. */
export function renderRequest(
  event: Event,
  how: { readonly secrets: readonly string[]; readonly bodySignature: boolean },
): Rendered {
  const content = {
    event_type: wireType(event.type),
    timestamp: event.happenedAt.toISOString(),
    merchant_id: event.merchantId,
    payload: snakeKeys(event.payload),
  };
  const plain = JSON.stringify(content);
  const [newest] = how.secrets;
  const body =
    how.bodySignature && newest ? JSON.stringify({ ...content, signature: bodySignature(newest, plain) }) : plain;
  // Real time: the receiver holds it against its own clock, whatever the sandbox's says.
  const seconds = Math.floor(Date.now() / 1_000);
  return {
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "NexusOne-Webhooks/1",
      "webhook-id": event.id,
      "webhook-timestamp": String(seconds),
      "webhook-signature": signatureHeader(how.secrets, { id: event.id, seconds, body }),
    },
  };
}
