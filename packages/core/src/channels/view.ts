import type { ChannelDetails, ChannelView } from "@nexusone/contracts/channels";
import { ChannelId } from "@nexusone/contracts/channels";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import { refusalOf } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { addressOf } from "./address.ts";
import type { Found } from "./register-address.ts";

/** A number without any of its secrets. */
export function viewChannel({ platform }: ServiceContext, row: ChannelRow): ChannelView {
  const now = platform.clock.now();
  const isPaused = row.pausedReason !== null && (row.pausedUntil === null || row.pausedUntil > now);
  return {
    id: ChannelId.parse(row.id),
    environment: row.environment,
    provider: row.provider,
    externalId: row.externalId,
    accountId: row.accountId,
    label: row.label,
    displayPhone: row.displayPhone,
    displayName: row.displayName,
    state: row.state,
    reason: row.reason,
    quality: row.quality,
    dailyLimit: row.dailyLimit,
    pausedReason: isPaused ? row.pausedReason : null,
    pausedUntil: isPaused ? (row.pausedUntil?.toISOString() ?? null) : null,
    webhook: row.webhookBase === platform.config.publicUrl ? "registered" : "refused",
    webhookReason: row.webhookReason,
    ownApp: row.appId !== null,
    connectedAt: row.connectedAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    heardAt: row.heardAt?.toISOString() ?? null,
    answersOrders: row.answersOrders,
    sellsInChat: row.sellsInChat,
  };
}

/** The same with what its webhook is set up by hand with, for those who may manage numbers. */
export function viewDetails(ctx: ServiceContext, { channel, app }: Found): ChannelDetails {
  const mayManage = refusalOf(ctx.actor, "channels:manage") === undefined;
  const address = mayManage ? addressOf(ctx, channel, app) : undefined;
  const secret = address?.secret ?? null;
  return {
    ...viewChannel(ctx, channel),
    address: address
      ? {
          url: address.url,
          // That of this installation's own app is nobody's affair.
          verifyToken: app ? secret : null,
          header: address.header !== null ? { name: address.header, value: address.secret } : null,
        }
      : null,
    app: app
      ? {
          externalId: app.externalId,
          verifiedAt: app.verifiedAt?.toISOString() ?? null,
          previousUntil: app.previousUntil?.toISOString() ?? null,
        }
      : null,
  };
}
