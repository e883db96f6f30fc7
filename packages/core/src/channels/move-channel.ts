import { updateChannel, type ChannelChange, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";

/** What screens show of a number. */
const SHOWN = [
  "reason",
  "label",
  "displayPhone",
  "displayName",
  "quality",
  "dailyLimit",
  "pausedReason",
  "webhookReason",
  "tokenSealed",
  "appId",
  "answersOrders",
  "sellsInChat",
] as const satisfies readonly (keyof ChannelRow)[];

/** Changes a number and tells of it: that it works or no longer does, or else what is another. */
export async function moveChannel(
  tx: MerchantTx,
  ctx: ServiceContext,
  row: ChannelRow,
  change: ChannelChange,
): Promise<ChannelRow> {
  await updateChannel(tx, row.id, change);
  const moved = { ...row, ...change };
  if (moved.state !== row.state) await tellState(tx, ctx, moved);
  else {
    // Where this server is reached is nobody's news; that the vendor knows of it at all is.
    const told = (moved.webhookBase === null) !== (row.webhookBase === null);
    const fields = [...SHOWN.filter((name) => moved[name] !== row[name]), ...(told ? ["webhookBase"] : [])];
    if (fields.length > 0)
      await recordEvent(tx, ctx, "channel.changed", { channelId: row.id, fields }, { kind: "channel", id: row.id });
  }
  return moved;
}

/** That a number works, or why it does not; without a reason somebody disconnected it. */
export function tellState(
  tx: MerchantTx,
  ctx: ServiceContext,
  { id, state, reason }: Pick<ChannelRow, "id" | "state" | "reason">,
): Promise<void> {
  const type = state === "connected" ? "channel.connected" : "channel.disconnected";
  return recordEvent(tx, ctx, type, { channelId: id, reason }, { kind: "channel", id });
}
