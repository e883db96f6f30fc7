import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";

export const subjectOf = (id: string) => ({ kind: "conversation", id }) as const;

/** `conversation.updated`, for screens and timelines. `fields`: see the event. */
export async function recordChange(
  tx: MerchantTx,
  ctx: ServiceContext,
  conversationId: string,
  fields: readonly string[],
): Promise<void> {
  await recordEvent(
    tx,
    ctx,
    "conversation.updated",
    { conversationId, fields: [...fields] },
    subjectOf(conversationId),
  );
}
