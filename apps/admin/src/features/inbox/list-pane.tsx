import type { ConversationId } from "@nexusone/contracts/ids";
import { COUNTED_CONVERSATIONS } from "@nexusone/contracts/conversation-terms";
import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Skeleton } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { type RefObject, useRef } from "react";
import { FailedState } from "../../app/states.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { MoreRow } from "../catalogue/more-row.tsx";
import { SearchBox } from "../catalogue/search-box.tsx";
import { useMorePages } from "../catalogue/use-more.ts";
import { HitList } from "./hit-list.tsx";
import { FIRST_TAB, INBOX_ONLY, INBOX_TABS, INBOX_WHO, type InboxSearch } from "./inbox-search.ts";
import { Line } from "./line.tsx";
import { Nothing } from "./nothing.tsx";
import { useConversations } from "./use-list.ts";

const ROW_PX = 72;
type Props = { search: InboxSearch; here: ConversationId | undefined; list: RefObject<HTMLDivElement | null> };

/** Tabs, search, and the conversations or the messages found. */
export function ListPane({ search, here, list }: Props) {
  const t = useT();
  const { slug } = useShop();
  const navigate = useNavigate();
  const ask = (q: string | undefined): void => {
    const { q: _old, ...rest } = search;
    const to = { search: q === undefined ? rest : { ...rest, q }, replace: true };
    void (here === undefined
      ? navigate({ to: "/m/$slug/inbox", params: { slug }, ...to })
      : navigate({ to: "/m/$slug/inbox/$conversationId", params: { slug, conversationId: here }, ...to }));
  };
  return (
    <>
      <div className="flex flex-col gap-2 border-b border-line px-4 py-2" data-inbox-search>
        <div className="flex *:sm:w-auto *:sm:flex-1">
          <SearchBox
            label={t("chat.search")}
            placeholder={t("chat.searchPlaceholder")}
            value={search.q}
            busy={false}
            onChange={ask}
          />
        </div>
        {search.q === undefined ? <Tabs search={search} here={here} /> : null}
      </div>
      {search.q === undefined ? (
        <Conversations search={search} here={here} list={list} />
      ) : (
        <HitList q={search.q} search={search} list={list} />
      )}
    </>
  );
}

/** States as tabs, and what narrows them; the address holds both. */
function Tabs({ search, here }: Pick<Props, "search" | "here">) {
  const t = useT();
  const { locale } = useI18n();
  const { api, slug } = useShop();
  const counts = useQuery(api.conversations.counts.queryOptions());
  const number = new Intl.NumberFormat(locale);
  const said = (count: number | undefined): string =>
    count === undefined || count === 0
      ? ""
      : `${number.format(Math.min(count, COUNTED_CONVERSATIONS))}${count >= COUNTED_CONVERSATIONS ? "+" : ""}`;
  const { tab = FIRST_TAB, who, only } = search;
  const to =
    here === undefined
      ? ({ to: "/m/$slug/inbox", params: { slug } } as const)
      : ({ to: "/m/$slug/inbox/$conversationId", params: { slug, conversationId: here } } as const);
  const inTab: InboxSearch = tab === FIRST_TAB ? {} : { tab };
  return (
    <>
      <nav aria-label={t("chat.tabs")} className="-mx-1 flex gap-1">
        {INBOX_TABS.map((one) => {
          const on = only === undefined && tab === one;
          return (
            <Link
              key={one}
              {...to}
              search={one === FIRST_TAB ? {} : { tab: one }}
              replace
              aria-current={on ? "true" : undefined}
              className={cx(
                "touch-target inline-flex h-7 items-center gap-1 rounded-md px-1.5 text-sm font-medium transition-colors",
                on ? "bg-selected text-accent-ink" : "text-soft hover:bg-hover hover:text-ink",
              )}
            >
              {t(`chat.tab.${one}`)}
              {one === "closed" ? null : (
                <span className="text-xs font-normal tabular-nums">{said(counts.data?.[one])}</span>
              )}
            </Link>
          );
        })}
      </nav>
      <nav aria-label={t("chat.narrow")} className="flex flex-wrap gap-1.5">
        {INBOX_WHO.map((one) => (
          <Link
            key={one}
            {...to}
            search={who === one ? inTab : { ...inTab, who: one }}
            replace
            aria-current={who === one ? "true" : undefined}
            className={chipClass(who === one)}
          >
            {t(`chat.who.${one}`)}
            {tab === FIRST_TAB ? <span className="font-normal tabular-nums">{said(counts.data?.[one])}</span> : null}
          </Link>
        ))}
        {INBOX_ONLY.map((one) =>
          one === "alerts" && only !== one && !counts.data?.alerts ? null : (
            <Link
              key={one}
              {...to}
              search={only === one ? {} : { only: one }}
              replace
              aria-current={only === one ? "true" : undefined}
              className={chipClass(only === one)}
            >
              {t(`chat.only.${one}`)}
              <span className="font-normal tabular-nums">{said(counts.data?.[one])}</span>
            </Link>
          ),
        )}
      </nav>
    </>
  );
}

function Conversations({ search, here, list }: Props) {
  const t = useT();
  const top = useRef(true);
  const { query, rows, waiting, showNew } = useConversations(search, () => top.current);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useMorePages(virtual, rows.length, query);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {waiting > 0 ? (
        <div className="absolute inset-x-0 top-2 z-10 flex justify-center">
          <Button
            size="sm"
            look="primary"
            icon={<ArrowUp size={14} aria-hidden />}
            onClick={() => {
              list.current?.scrollTo({ top: 0 });
              showNew();
            }}
          >
            {t("chat.new", { count: waiting })}
          </Button>
        </div>
      ) : null}
      <div
        ref={list}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
        onScroll={(event) => {
          top.current = event.currentTarget.scrollTop < ROW_PX;
        }}
      >
        {query.isPending ? (
          <ListSkeleton />
        ) : query.isError && rows.length === 0 ? (
          <FailedState compact error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Nothing search={search} />
        ) : (
          <ul aria-label={t("chat.conversations")} className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start, key }) => {
              const conversation = rows[index];
              return conversation ? (
                <li key={key} className="absolute inset-x-0" style={{ transform: `translateY(${start}px)` }}>
                  <Line conversation={conversation} search={search} index={index} here={conversation.id === here} />
                </li>
              ) : null;
            })}
          </ul>
        )}
        <MoreRow query={query} />
      </div>
    </div>
  );
}

function ListSkeleton() {
  const t = useT();
  return (
    <div role="status" aria-label={t("common.loading")}>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="flex h-18 flex-col justify-center gap-2 border-b border-line px-4">
          <Skeleton className="h-3.5 w-1/2" />
          <Skeleton className="h-3 w-4/5" />
        </div>
      ))}
    </div>
  );
}
