import type { ReasonCode } from "@nexusone/contracts/reasons";
import { lockChannel, type ChannelChange, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { isSameNumber } from "@nexusone/whatsapp/rules";
import type { AccountItem, ChannelStateItem } from "@nexusone/whatsapp/webhook";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { lookSoon } from "./check-job.ts";
import { moveAndSend } from "./move-and-send.ts";
import { failed, limitOf } from "./standing.ts";

/** What Meta's account webhooks and Whapi's states tell about numbers; people's own switches are another's affair. */
export type FollowedAccountItem = AccountItem | ChannelStateItem;

/**
 * Follows what a vendor says about a number or a whole account: limits, bans and lost sessions stand on the rows at once, alarms
 * are told, and each number concerned is looked at soon, so that news out of order ends in what is true. `channels`: the shop's
 * numbers that the item can be about. Safe to repeat but for alarms, which are told each time.
 */
export async function followAccountItem(
  tx: MerchantTx,
  ctx: ServiceContext,
  channels: readonly ChannelRow[],
  item: FollowedAccountItem,
): Promise<void> {
  const concerned = channels.filter((row) => row.state !== "disconnected" && concerns(row, item));
  for (const { id } of concerned) {
    const row = await lockChannel(tx, id);
    if (!row || row.state === "disconnected") continue;
    const change = changeFor(ctx, item);
    if (Object.keys(change).length > 0) await moveAndSend(tx, ctx, row, change);
    await lookSoon(tx, ctx, id);
  }
  const [first] = concerned;
  // Of a whole account people are told once, not once for each of its numbers.
  if (first && item.kind === "account" && item.severity !== "info") await warn(tx, ctx, first, item);
}

/** A change of quality names its number by its digits alone; without any it is the account's. */
function concerns({ displayPhone }: ChannelRow, item: FollowedAccountItem): boolean {
  if (item.kind !== "account") return true;
  const { display_phone_number: named } = detailsOf(item);
  if (typeof named !== "string" || displayPhone === null) return true;
  return isSameNumber(digitsOf(named), digitsOf(displayPhone));
}

function changeFor({ platform }: ServiceContext, item: FollowedAccountItem): ChannelChange {
  const now = platform.clock.now();
  if (item.kind === "channel_state") {
    if (item.state === "starting") return {};
    return failed(item.state === "connected" ? null : "channels.session_lost", now);
  }
  const reason = endOf(item);
  return {
    ...(item.dailyLimit !== null && { dailyLimit: limitOf(item.dailyLimit) }),
    ...(reason && failed(reason, now)),
  };
}

/** Why nothing goes any more, when that is what was said. That it goes again, a look finds. */
function endOf(item: AccountItem): ReasonCode | undefined {
  if (item.topic !== "account") return undefined;
  if (item.event === "ACCOUNT_DELETED") return "channels.account_blocked";
  if (item.event !== "DISABLED_UPDATE") return undefined;
  const { ban_info: ban } = detailsOf(item);
  return wordOf(ban, "waba_ban_state") === "DISABLE" ? "channels.account_blocked" : undefined;
}

function warn(tx: MerchantTx, ctx: ServiceContext, { id }: ChannelRow, item: AccountItem): Promise<void> {
  const { topic, severity } = item;
  const event = item.event ?? topic;
  return recordEvent(tx, ctx, "channel.warned", { channelId: id, topic, event, severity }, { kind: "channel", id });
}

const detailsOf = ({ details }: AccountItem): Record<string, unknown> =>
  typeof details === "object" && details !== null ? { ...details } : {};

function wordOf(value: unknown, name: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const word = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof word === "string" ? word.toUpperCase() : undefined;
}

const digitsOf = (phone: string): string => phone.replace(/\D/g, "");
