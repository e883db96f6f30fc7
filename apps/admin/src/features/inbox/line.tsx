import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { cx } from "@nexusone/ui/cx";
import { Link } from "@tanstack/react-router";
import { Bot, Clock, Siren } from "lucide-react";
import { memo } from "react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { ChannelName } from "./channel-name.tsx";
import type { Conversation } from "./inbox-queries.ts";
import type { InboxSearch } from "./inbox-search.ts";
import { lookOf } from "./kinds.ts";
import { Ticks } from "./ticks.tsx";
import { useCustomerName } from "./use-customer-name.ts";

type Props = { conversation: Conversation; search: InboxSearch; index: number; here: boolean };

/** One conversation: who, what was said last, and what it asks for. */
export const Line = memo(function Line({ conversation, search, index, here }: Props) {
  const t = useT();
  const { slug } = useShop();
  const { unread, alert, lastMessageAt, assignee, handler, state, channel } = conversation;
  const customer = useCustomerName(conversation);
  return (
    <Link
      to="/m/$slug/inbox/$conversationId"
      params={{ slug, conversationId: conversation.id }}
      search={{ ...search, at: undefined }}
      data-row={index}
      aria-current={here ? "true" : undefined}
      className={cx(
        "flex h-18 flex-col justify-center gap-0.5 border-b border-line px-4 -outline-offset-2",
        here ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span className="flex items-center gap-2">
        <bdi className={cx("min-w-0 truncate text-sm text-ink", unread > 0 ? "font-semibold" : "font-medium")}>
          {customer}
        </bdi>
        <span className="ms-auto shrink-0 text-xs tabular-nums text-muted">
          <RelativeTime at={lastMessageAt} />
        </span>
      </span>
      <span className="flex min-w-0 items-center gap-2">
        <Said conversation={conversation} />
        {alert ? (
          <Badge tone="bad" icon={<Siren size={12} aria-hidden />}>
            {t("chat.alert")}
          </Badge>
        ) : null}
        {unread > 0 ? (
          <span
            className="grid h-4.5 min-w-4.5 shrink-0 place-items-center rounded-full bg-accent px-1 text-2xs font-semibold tabular-nums text-on-accent"
            aria-label={t("chat.unreadCount", { count: unread })}
          >
            {unread > 99 ? "99+" : unread}
          </span>
        ) : null}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
        {handler === "assistant" ? (
          <Bot size={12} className="shrink-0" aria-label={t("chat.handler.assistant")} />
        ) : null}
        {state === "snoozed" ? <Clock size={12} className="shrink-0" aria-label={t("chat.state.snoozed")} /> : null}
        <bdi className="truncate">{assignee ? assignee.name : t("chat.nobody")}</bdi>
        <span aria-hidden>·</span>
        <ChannelName channel={channel} />
      </span>
    </Link>
  );
});

/** The newest message in a line; what has no words is named. */
function Said({ conversation: { lastMessage, unread } }: { conversation: Conversation }) {
  const t = useT();
  if (!lastMessage) return <span className="min-w-0 flex-1 truncate text-sm text-muted">{t("chat.nothingSaid")}</span>;
  const { icon: Icon, word } = lookOf(lastMessage.kind);
  const isWords = lastMessage.content !== "";
  return (
    <span className={cx("flex min-w-0 flex-1 items-center gap-1 text-sm", unread > 0 ? "text-ink" : "text-soft")}>
      {lastMessage.direction === "out" ? <Ticks state={lastMessage.state} /> : null}
      {Icon && !lastMessage.revoked ? <Icon size={13} className="shrink-0 text-muted" aria-hidden /> : null}
      <span dir="auto" className="min-w-0 truncate">
        {lastMessage.revoked ? t("chat.revoked") : isWords ? lastMessage.content : t(word)}
      </span>
    </span>
  );
}
