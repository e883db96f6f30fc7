import { compose } from "../mail/compose.ts";
import { isRefusedForGood, wasNotTaken, type Mail } from "../mail/mailer.ts";
import type { NoticeChannel } from "./channel.ts";
import { letterOf } from "./letter.ts";
import type { OrderNews } from "./order-news.ts";

/** The mail about one step, without its addressee. */
export function mailOf(news: OrderNews): Omit<Mail, "to"> {
  const { shop, locale } = news;
  return {
    ...compose(letterOf(news), locale),
    senderName: shop.name,
    ...(shop.replyTo !== null && { replyTo: shop.replyTo }),
  };
}

export const emailChannel: NoticeChannel = {
  name: "email",
  reaches: "email",
  send: async ({ mailer, log }, { to, noticeId, news }) => {
    try {
      await mailer.send({ to, ...mailOf(news), messageId: noticeId });
      return "sent";
    } catch (error) {
      // Which notice it was; addressee and link stay out of the log.
      log.warn({ err: error, noticeId }, "a mail to a customer was not sent");
      if (!wasNotTaken(error)) return "unknown";
      return isRefusedForGood(error) ? "refused" : "later";
    }
  },
};
