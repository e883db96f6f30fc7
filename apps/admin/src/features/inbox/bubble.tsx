import { instantText } from "@nexusone/ui/amounts";
import { IconButton } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { useReading } from "@nexusone/ui/locale";
import { dateTimeFormat } from "@nexusone/contracts/formats";
import { Bot, Reply } from "lucide-react";
import type { ReactNode } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { useT } from "../../i18n/context.tsx";
import { MessageBody } from "./content.tsx";
import type { Message } from "./inbox-queries.ts";
import { lookOf } from "./kinds.ts";
import { Ticks } from "./ticks.tsx";

type Props = {
  message: Message;
  customer: string;
  /** The message that a search or a quote led to. */
  marked: boolean;
  onQuote: ((message: Message) => void) | undefined;
  onOpenQuoted: (messageId: string) => void;
  /** What helps a message that failed. */
  acts: ReactNode;
  /** How one reacts to it. */
  react: ReactNode;
};

/** One message: the customer's at the start, ours at the end. */
export function Bubble({ message, customer, marked, onQuote, onOpenQuoted, acts, react }: Props) {
  const t = useT();
  const ours = message.direction === "out";
  const failed = message.state === "failed";
  const author = ours ? (message.authorName ?? t(`chat.author.${message.author}`)) : customer;
  return (
    <li
      id={`message-${message.id}`}
      data-message={message.id}
      className={cx("group flex flex-col gap-0.5", ours ? "items-end" : "items-start")}
    >
      <div className={cx("flex max-w-[min(34rem,85%)] items-center gap-1", ours && "flex-row-reverse")}>
        <article
          aria-label={t("chat.messageOf", { name: author })}
          className={cx(
            "min-w-0 rounded-md border px-3 py-2 text-base text-ink",
            failed ? "border-bad/40 bg-bad-soft" : ours ? "border-transparent bg-selected" : "border-line bg-surface",
            marked && "outline-2 outline-offset-2 outline-accent",
          )}
        >
          {message.quote ? <Quoted quote={message.quote} customer={customer} onOpen={onOpenQuoted} /> : null}
          <MessageBody message={message} author={author} />
          <Foot message={message} author={ours ? author : undefined} />
        </article>
        {onQuote ? (
          <span className="flex opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
            <IconButton
              size="sm"
              label={t("chat.quote")}
              icon={<Reply size={14} aria-hidden />}
              onClick={() => onQuote(message)}
            />
            {react}
          </span>
        ) : null}
      </div>
      {message.reactions.length > 0 ? (
        <div className="flex items-center gap-1 px-1 text-sm">
          {message.reactions.map(({ direction, emoji }) => (
            <span
              key={direction}
              className="rounded-full border border-line bg-raised px-1.5"
              title={t("chat.reactionOf", { name: direction === "in" ? customer : t("chat.us") })}
            >
              {emoji}
            </span>
          ))}
        </div>
      ) : null}
      {message.reason &&
      (failed || message.state === "cancelled" || message.state === "queued" || message.state === "unknown") ? (
        <div className="max-w-[min(34rem,85%)]">
          <KnownReason code={message.reason} />
        </div>
      ) : null}
      {acts}
    </li>
  );
}

/** Who, when, edited, ticks; the exact times on hover. */
function Foot({ message, author }: { message: Message; author: string | undefined }) {
  const t = useT();
  const { locale, timeZone } = useReading();
  const exact = (at: string): string => instantText(at, locale, timeZone);
  const known = [
    exact(message.at),
    message.times.delivered ? t("chat.deliveredAt", { at: exact(message.times.delivered) }) : undefined,
    message.times.read ? t("chat.readAt", { at: exact(message.times.read) }) : undefined,
  ].filter(Boolean);
  return (
    <p className="mt-1 flex items-center justify-end gap-1.5 text-2xs text-soft" title={known.join("\n")}>
      {message.author === "assistant" ? <Bot size={12} aria-hidden /> : null}
      {author === undefined ? null : <bdi className="truncate">{author}</bdi>}
      {message.editedAt ? <span>{t("chat.edited")}</span> : null}
      {message.historic ? <span>{t("chat.historic")}</span> : null}
      <time dateTime={message.at} className="tabular-nums">
        {dateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", ...(timeZone ? { timeZone } : {}) }).format(
          new Date(message.at),
        )}
      </time>
      <Ticks state={message.state} />
    </p>
  );
}

type QuotedProps = {
  quote: NonNullable<Message["quote"]>;
  customer: string;
  onOpen: (messageId: string) => void;
};

export function Quoted({ quote: { messageId, direction, kind, content }, customer, onOpen }: QuotedProps) {
  const t = useT();
  const name = direction === "out" ? t("chat.us") : direction === "in" ? customer : undefined;
  const shown = content || (messageId && kind ? t(lookOf(kind).word) : t("chat.quoteUnknown"));
  const frame =
    "mb-1.5 block w-full min-w-0 rounded-sm border-s-2 border-accent bg-sunken px-2 py-1 text-start text-xs";
  const inside = (
    <>
      {name === undefined ? null : <bdi className="block font-medium text-ink">{name}</bdi>}
      <span dir="auto" className="line-clamp-2 block text-soft">
        {shown}
      </span>
    </>
  );
  return messageId === null ? (
    <span className={frame}>{inside}</span>
  ) : (
    <button type="button" className={frame} onClick={() => onOpen(messageId)} title={t("chat.openQuoted")}>
      {inside}
    </button>
  );
}
