import type { ConversationId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { Skeleton } from "@nexusone/ui/layout";
import { useReading } from "@nexusone/ui/locale";
import { dateTimeFormat } from "@nexusone/contracts/formats";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowDown } from "lucide-react";
import { Fragment, useEffect, useEffectEvent, useRef } from "react";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { Bubble } from "./bubble.tsx";
import { MessageActs, ReactMenu } from "./bubble-acts.tsx";
import { threadQuery, type Item, type Message } from "./inbox-queries.ts";
import { NoteBubble } from "./note.tsx";
import { useAfterChange } from "./use-after-change.ts";

type Props = {
  conversationId: ConversationId;
  customer: string;
  at: string | undefined;
  onQuote: ((message: Message) => void) | undefined;
  onOpenQuoted: (messageId: string) => void;
  /** Back to the newest message. */
  onNewest: () => void;
  /** The newest of the customer's messages on the screen. */
  onSeen: (messageId: Message["id"]) => void;
};

/** What was said, oldest at the top. It opens at the newest, or at the message a search or a quote led to. */
export function Thread({ conversationId, customer, at, onQuote, onOpenQuoted, onNewest, onSeen }: Props) {
  const t = useT();
  const { api } = useShop();
  const thread = useInfiniteQuery(threadQuery(api, conversationId, at));
  const after = useAfterChange(conversationId);
  const scroller = useRef<HTMLDivElement>(null);
  const items = thread.data?.pages.flatMap((page) => page.items).toReversed() ?? [];
  const found = at !== undefined && items.some(({ id }) => id === at);
  useEffect(() => {
    if (found) scroller.current?.querySelector(`[data-message="${at}"]`)?.scrollIntoView({ block: "center" });
  }, [found, at]);
  const whole = thread.isSuccess && !thread.hasPreviousPage;
  // Ids are drawn as messages are stored: the greatest is the newest to have come in, whatever its own time.
  const seen = newestInbound(items);
  const see = useEffectEvent((id: Message["id"]) => onSeen(id));
  useEffect(() => {
    if (whole && seen !== undefined) see(seen);
  }, [whole, seen]);

  if (thread.isError && items.length === 0)
    return <FailedState error={thread.error} onRetry={() => void thread.refetch()} />;
  return (
    // Upside down, so that it stays at the newest as messages come, and in its place as older ones load.
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={t("chat.thread")}
      className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain px-4 py-3"
    >
      <div className="flex flex-col gap-3">
        {thread.isPending ? <ThreadSkeleton /> : null}
        {thread.hasNextPage ? (
          <div className="flex justify-center">
            <Button size="sm" busy={thread.isFetchingNextPage} onClick={() => void thread.fetchNextPage()}>
              {t("chat.earlier")}
            </Button>
          </div>
        ) : null}
        {thread.isSuccess && items.length === 0 ? (
          <p className="py-10 text-center text-sm text-muted">{t("chat.threadEmpty", { name: customer })}</p>
        ) : null}
        <ol aria-label={t("chat.thread")} className="flex flex-col gap-2.5">
          {items.map((item, index) => (
            <Fragment key={item.id}>
              <DayLine at={item.at} before={items[index - 1]?.at} />
              {item.type === "note" ? (
                <NoteBubble note={item} />
              ) : (
                <Bubble
                  message={item}
                  customer={customer}
                  marked={item.id === at}
                  onQuote={item.externalId === null || item.content.type === "revoked" ? undefined : onQuote}
                  onOpenQuoted={onOpenQuoted}
                  acts={<MessageActs message={item} onDone={after} />}
                  react={<ReactMenu conversationId={conversationId} message={item} onDone={after} />}
                />
              )}
            </Fragment>
          ))}
        </ol>
        {thread.hasPreviousPage ? (
          <div className="flex justify-center gap-2">
            <Button size="sm" busy={thread.isFetchingPreviousPage} onClick={() => void thread.fetchPreviousPage()}>
              {t("chat.later")}
            </Button>
            <Button size="sm" icon={<ArrowDown size={14} aria-hidden />} onClick={onNewest}>
              {t("chat.newest")}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}

function newestInbound(items: readonly Item[]): Message["id"] | undefined {
  return items
    .flatMap((item) => (item.type === "message" && item.direction === "in" ? [item.id] : []))
    .reduce<Message["id"] | undefined>((most, id) => (most === undefined || id > most ? id : most), undefined);
}

/** The day, above its first message. */
function DayLine({ at, before }: { at: string; before: string | undefined }) {
  const { locale, timeZone } = useReading();
  const zone = timeZone ? { timeZone } : {};
  const day = dateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric", ...zone });
  const text = day.format(new Date(at));
  if (before !== undefined && day.format(new Date(before)) === text) return null;
  return (
    <li className="flex items-center gap-3 py-1 text-xs text-muted">
      <span className="h-px flex-1 bg-line" aria-hidden />
      <time dateTime={at}>{text}</time>
      <span className="h-px flex-1 bg-line" aria-hidden />
    </li>
  );
}

function ThreadSkeleton() {
  const t = useT();
  return (
    <div role="status" aria-label={t("common.loading")} className="flex flex-col gap-3">
      <Skeleton className="h-14 w-2/3 rounded-md" />
      <Skeleton className="ms-auto h-10 w-1/2 rounded-md" />
      <Skeleton className="h-20 w-3/5 rounded-md" />
    </div>
  );
}
