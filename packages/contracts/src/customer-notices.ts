import { z } from "zod";
import { NOTICE_CHANNELS, NOTICE_STATES, NOTICE_STEPS } from "./customer-notice-terms.ts";
import { OrderId } from "./ids.ts";
import { LOCALES } from "./locale.ts";
import { Instant } from "./paging.ts";

export const NoticeSettings = z
  .object({
    /** The steps that customers are told of. */
    steps: z.array(z.enum(NOTICE_STEPS)).max(NOTICE_STEPS.length),
    /** Where answers of customers go; null: nowhere. */
    replyTo: z.email().max(254).nullable(),
    /** The shop's colour in mails and on the tracking page. */
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .nullable(),
  })
  .strict();
export type NoticeSettings = z.infer<typeof NoticeSettings>;
export const SaveNoticeSettingsInput = NoticeSettings.partial();

/** The mail of a step as an invented customer would get it; without a language in the shop's own. */
export const PreviewNoticeInput = z.object({ step: z.enum(NOTICE_STEPS), locale: z.enum(LOCALES).optional() });
export const NoticePreview = z.object({
  senderName: z.string(),
  replyTo: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});

export const OrderNoticesInput = z.object({ orderId: OrderId });
export const NoticeInput = z.object({ id: z.uuid() });
export const NoticeView = z.object({
  id: z.uuid(),
  step: z.enum(NOTICE_STEPS),
  channel: z.enum(NOTICE_CHANNELS),
  state: z.enum(NOTICE_STATES),
  /** Of the registry: why the customer was not told, or why it takes so long. */
  reason: z.string().nullable(),
  /** When it came to be as it is. */
  at: Instant,
});
export type NoticeView = z.infer<typeof NoticeView>;
/** What happened first comes first. */
export const NoticeList = z.array(NoticeView);

/** Where a customer follows an order without signing in. */
export const TrackingLinkView = z.object({ url: z.url() });
