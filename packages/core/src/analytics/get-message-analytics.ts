import { MessageAnalyticsInput, type MessageAnalytics } from "@nexusone/contracts/message-analytics";
import {
  answerTimes,
  failuresOfMessages,
  messageSeries,
  receivedByHour,
  sumMessages,
  templateAnswers,
} from "@nexusone/db/queries/message-analytics";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { windowOf, windowView } from "./window.ts";

const MOST_FAILURES = 20;

/** What was said over WhatsApp in a range, what became of it, and how soon customers were answered. Read as it is now. */
export async function getMessageAnalytics(
  ctx: ServiceContext,
  rawInput: z.input<typeof MessageAnalyticsInput> = {},
): Promise<MessageAnalytics> {
  authorize(ctx, "analytics:read");
  const { range } = MessageAnalyticsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const window = await windowOf(tx, ctx, range);
    const [sums, answers, templates, failures, series, hours] = await Promise.all([
      sumMessages(tx, window),
      answerTimes(tx, window),
      templateAnswers(tx, window),
      failuresOfMessages(tx, window, MOST_FAILURES),
      messageSeries(tx, window),
      receivedByHour(tx, window),
    ]);
    const byHour = new Map(hours.map(({ hour, received }) => [hour, received]));
    return {
      ...windowView(range, window),
      ...sums,
      answers,
      templates,
      failures,
      series: series.map(({ at, ...counts }) => ({ at: at.toISOString(), ...counts })),
      hours: Array.from({ length: 24 }, (_, hour) => byHour.get(hour) ?? 0),
    };
  });
}
