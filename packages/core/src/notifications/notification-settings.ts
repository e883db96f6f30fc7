import { type Channel, type Mode } from "@nexusone/contracts/notification-kinds";
import { SaveNotificationSettingsInput, type NotificationSettingsView } from "@nexusone/contracts/notifications";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import {
  listNotificationSettings,
  listPreferences,
  saveNotificationSettingsRow,
  savePreferences,
} from "@nexusone/db/queries/notifications";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { hoursOf, modesOf, SLACK_PURPOSE } from "./choices.ts";
import { selfOf } from "../self.ts";
import { checkSlackUrl } from "./slack.ts";

/** One's own channels, hours and choices. */
export async function getNotificationSettings(ctx: ServiceContext): Promise<NotificationSettingsView> {
  authorize(ctx, "notifications:own");
  const userId = selfOf(ctx, "notifications:own");
  return readMerchant(ctx, async (tx) => view(ctx, await stateOf(tx, userId)));
}

/** Changes what is named, for oneself. @throws notification.slack_address, notification.sms_unavailable */
export async function saveNotificationSettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof SaveNotificationSettingsInput>,
): Promise<NotificationSettingsView> {
  authorize(ctx, "notifications:own");
  const userId = selfOf(ctx, "notifications:own");
  const { modes, slackUrl, quiet, ...named } = SaveNotificationSettingsInput.parse(rawInput);
  if (named.phone && !ctx.platform.sms) throw new DomainError("notification.sms_unavailable");
  const sealed = slackUrl && ctx.platform.keyring.seal(checkSlackUrl(ctx.platform, slackUrl), SLACK_PURPOSE);
  return inMerchantTx(ctx, async (tx) => {
    const { hours } = await stateOf(tx, userId);
    const next = { ...hours, ...named, quiet: quiet === undefined ? hours.quiet : quiet };
    await saveNotificationSettingsRow(tx, {
      userId,
      quietFrom: next.quiet?.from ?? null,
      quietTo: next.quiet?.to ?? null,
      timezone: next.timezone,
      digestAt: next.digestAt,
      phone: next.phone,
      slackUrlSealed: slackUrl === undefined ? hours.slackUrlSealed : (sealed ?? null),
    });
    const chosen = Object.entries(modes ?? {}).flatMap(([kind, byChannel]) =>
      Object.entries(byChannel ?? {}).map(([channel, mode]) => ({
        kind,
        channel: channel as Channel,
        mode: mode as Mode,
      })),
    );
    await savePreferences(tx, userId, chosen);
    return view(ctx, await stateOf(tx, userId));
  });
}

/** What is stored for a person, with what holds where nothing is. Throws `request.not_found` for somebody who left. */
export async function stateOf(tx: MerchantTx, userId: string) {
  const [members, [row], choices, found] = await Promise.all([
    listMembers(tx),
    listNotificationSettings(tx, [userId]),
    listPreferences(tx, [userId]),
    findMerchantWithRate(tx),
  ]);
  const member = members.find((one) => one.userId === userId);
  if (!member || !found) throw new DomainError("request.not_found");
  const { name, slug, timezone } = found.merchant;
  return { member, shop: { name, slug }, hours: hoursOf(row, timezone), choices };
}

function view(ctx: ServiceContext, state: Awaited<ReturnType<typeof stateOf>>): NotificationSettingsView {
  const { quiet, timezone, digestAt, phone, slackUrlSealed } = state.hours;
  return {
    quiet,
    timezone,
    digestAt,
    phone,
    modes: modesOf(state.choices),
    email: state.member.email,
    slackConnected: slackUrlSealed !== null,
    smsAvailable: ctx.platform.sms !== undefined,
  };
}
