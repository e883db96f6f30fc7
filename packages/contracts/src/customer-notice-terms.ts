// No schemas here: tables and screens carry this file.

/** What a customer is told of an order. */
export const NOTICE_STEPS = ["confirmed", "shipped", "out_for_delivery", "delivered", "cancelled", "refunded"] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];

/**
 * `sending`: handed over, the answer is not known yet; `queued`: in the line of its conversation, whose message tells the rest;
 * `unknown`: nobody will ever know, and nobody sends it again by themselves.
 */
export const NOTICE_STATES = ["waiting", "sending", "queued", "sent", "not_sent", "unknown"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/**
 * Ways to reach a customer; never two for one step. A shop that prefers WhatsApp tells there whoever wrote to it there, or agreed
 * to news of orders, while a number of it works; everybody else is told by e-mail.
 */
export const NOTICE_CHANNELS = ["email", "whatsapp"] as const;
export type NoticeChannelName = (typeof NOTICE_CHANNELS)[number];

/** Of a shop that has chosen none. */
export const DEFAULT_ACCENT = "#4f46e5";

/** What can be read on a colour given as `#rrggbb`: white or nearly black, whichever contrasts more (WCAG 2.2). */
export function inkOn(colour: string): "#ffffff" | "#111827" {
  const light = luminance(colour);
  return 1.05 / (light + 0.05) >= (light + 0.05) / (luminance("#111827") + 0.05) ? "#ffffff" : "#111827";
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
