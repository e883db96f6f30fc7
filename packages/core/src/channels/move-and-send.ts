import type { ChannelChange, ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { sendWaiting } from "../sending/send-job.ts";
import { moveChannel } from "./move-channel.ts";

const isHeld = ({ state, pausedReason }: ChannelRow): boolean => state !== "connected" || pausedReason !== null;

/** Changes a number; what waited for it leaves at once when it works again. */
export async function moveAndSend(
  tx: MerchantTx,
  ctx: ServiceContext,
  row: ChannelRow,
  change: ChannelChange,
): Promise<ChannelRow> {
  const moved = await moveChannel(tx, ctx, row, change);
  if (isHeld(row) && !isHeld(moved)) await sendWaiting(tx, ctx, row.id);
  return moved;
}
