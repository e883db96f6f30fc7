import { z } from "zod";
import { CHANNELS, MODES, LEVELS, KINDS } from "./notification-kinds.ts";
import { Instant, page, PageInput } from "./paging.ts";

export const NotificationView = z.object({
  id: z.uuid(),
  kind: z.enum(KINDS),
  level: z.enum(LEVELS),
  count: z.number().int(),
  /** Plain values of the newest event. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  firstAt: Instant,
  lastAt: Instant,
  readAt: Instant.nullable(),
});
export type NotificationView = z.infer<typeof NotificationView>;
export const ListNotificationsInput = PageInput.extend({ unreadOnly: z.boolean().default(false) });
export const NotificationsPage = page(NotificationView).extend({ unread: z.number().int() });
/** Without `ids` everything is read. */
export const MarkReadInput = z.object({ ids: z.array(z.uuid()).min(1).max(100).optional() });
export const UnreadView = z.object({ unread: z.number().int() });

/** Minutes after midnight in the person's zone. */
const MinuteOfDay = z.number().int().min(0).max(1_439);
const timezone = z
  .string()
  .max(60)
  .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC", {
    error: "not an IANA time zone",
  });
export const NotificationSettings = z.object({
  /** From and to; nothing but what is critical is sent in between. Null: no quiet hours. */
  quiet: z.object({ from: MinuteOfDay, to: MinuteOfDay }).nullable(),
  timezone,
  digestAt: MinuteOfDay,
  phone: z.string().nullable(),
  modes: z.record(z.enum(KINDS), z.record(z.enum(CHANNELS), z.enum(MODES))),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;
export const NotificationSettingsView = NotificationSettings.extend({
  email: z.string(),
  /** Whether an incoming webhook is stored; it is never shown again. */
  slackConnected: z.boolean(),
  /** Whether this installation can send text messages at all. */
  smsAvailable: z.boolean(),
});
export type NotificationSettingsView = z.infer<typeof NotificationSettingsView>;
/** What is left out stays as it is. `slackUrl: null` disconnects Slack. */
export const SaveNotificationSettingsInput = z
  .object({
    quiet: NotificationSettings.shape.quiet,
    timezone,
    digestAt: MinuteOfDay,
    phone: z
      .string()
      .trim()
      .regex(/^\+[1-9]\d{6,14}$/, { error: "international form, as +33612345678" })
      .nullable(),
    slackUrl: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .nullable(),
    modes: z.partialRecord(z.enum(KINDS), z.partialRecord(z.enum(CHANNELS), z.enum(MODES))),
  })
  .partial();
export const TestChannelInput = z.object({ channel: z.enum(CHANNELS) });
