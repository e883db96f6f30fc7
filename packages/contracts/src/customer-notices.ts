import { z } from "zod";
import { NOTICE_CHANNELS, NOTICE_STATES, NOTICE_STEPS } from "./customer-notice-terms.ts";
import { OrderId } from "./ids.ts";
import { Instant } from "./paging.ts";
import { CHAT_LANGUAGES } from "./whatsapp-terms.ts";

export const NoticeSettings = z
  .object({
    /** The steps that customers are told of. */
    steps: z.array(z.enum(NOTICE_STEPS)).max(NOTICE_STEPS.length),
    /** "whatsapp": there where it can be, else by e-mail; "email": by e-mail alone. */
    preferred: z.enum(NOTICE_CHANNELS),
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

/** A step as an invented customer would be told of it; without a language in the shop's own. */
export const PreviewNoticeInput = z.object({ step: z.enum(NOTICE_STEPS), locale: z.enum(CHAT_LANGUAGES).optional() });
export const NoticePreview = z.object({
  /** The mail; letters of languages that we do not write are in the shop's. */
  senderName: z.string(),
  replyTo: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** On WhatsApp. `template`: what is said instead once the 24 hours are over; null while Meta has approved none that fits. */
  chat: z.object({
    text: z.string(),
    template: z.object({ name: z.string(), language: z.string(), text: z.string() }).nullable(),
  }),
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
  /** Of the registry: why it did not go by WhatsApp, which the shop prefers. */
  passedReason: z.string().nullable(),
  /** Where its message stands, of WhatsApp. */
  conversationId: z.uuid().nullable(),
  /** When it came to be as it is. */
  at: Instant,
});
export type NoticeView = z.infer<typeof NoticeView>;
/** What happened first comes first. */
export const NoticeList = z.array(NoticeView);

/** Where a customer follows an order without signing in. */
export const TrackingLinkView = z.object({ url: z.url() });
