import { z } from "zod";
import { RangeInput, Window } from "./analytics.ts";
import { Instant } from "./paging.ts";

const Count = z.number().int();
export const MessageAnalyticsInput = RangeInput;

/** What was said over WhatsApp in a range. Messages of before the connection are left out. */
export const MessageAnalytics = Window.extend({
  received: Count,
  /** What left or tried to; what waits or was taken back is not counted. */
  sent: Count,
  /** Of `sent`, as far as it is known by now. `read` are among the `delivered`; many people hide that they read. */
  delivered: Count,
  read: Count,
  failed: Count,
  /** Of `sent`: written by the assistant, by itself or by rule. */
  byAssistant: Count,
  /** Conversations in which something was said, and those in which the customer said something. */
  conversations: Count,
  customers: Count,
  /** What customers asked, however many messages that took: until somebody answered. */
  answers: z.object({
    answered: Count,
    waiting: Count,
    medianMinutes: z.number().nullable(),
    p90Minutes: z.number().nullable(),
  }),
  /** Templates that arrived, and those that the customer answered within a day. */
  templates: z.object({ delivered: Count, answered: Count }),
  /** By reason, the most frequent first. */
  failures: z.array(z.object({ reason: z.string(), count: Count })),
  series: z.array(z.object({ at: Instant, received: Count, sent: Count })),
  /** Received in each of the 24 hours of the shop's day. */
  hours: z.array(Count),
});
export type MessageAnalytics = z.infer<typeof MessageAnalytics>;
