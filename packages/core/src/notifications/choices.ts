import {
  CHANNELS,
  defaultMode,
  KINDS,
  type Channel,
  type Mode,
  type NotificationKind,
} from "@nexusone/contracts/notification-kinds";
import type { NotificationSettingsRow } from "@nexusone/db/queries/notifications";

/** A person's hours and addresses, with what holds for somebody who has set nothing. */
export type Hours = Pick<NotificationSettingsRow, "timezone" | "digestAt" | "phone" | "slackUrlSealed"> & {
  readonly quiet: { readonly from: number; readonly to: number } | null;
};

const EIGHT_O_CLOCK = 8 * 60;

export const hoursOf = (row: NotificationSettingsRow | undefined, merchantTimezone: string): Hours => ({
  quiet: row?.quietFrom != null && row.quietTo != null ? { from: row.quietFrom, to: row.quietTo } : null,
  timezone: row?.timezone ?? merchantTimezone,
  digestAt: row?.digestAt ?? EIGHT_O_CLOCK,
  phone: row?.phone ?? null,
  slackUrlSealed: row?.slackUrlSealed ?? null,
});

type Choice = { readonly kind: string; readonly channel: Channel; readonly mode: Mode };

export const modeOf = (choices: readonly Choice[], kind: NotificationKind, channel: Channel): Mode =>
  choices.find((one) => one.kind === kind && one.channel === channel)?.mode ?? defaultMode(kind, channel);

/** The whole table of kinds and channels. */
export function modesOf(choices: readonly Choice[]): Record<NotificationKind, Record<Channel, Mode>> {
  const entries = KINDS.map((kind) => [
    kind,
    Object.fromEntries(CHANNELS.map((channel) => [channel, modeOf(choices, kind, channel)])),
  ]);
  return Object.fromEntries(entries) as Record<NotificationKind, Record<Channel, Mode>>;
}

/** The purpose a Slack address is sealed for. */
export const SLACK_PURPOSE = "notification_settings.slack_url";
