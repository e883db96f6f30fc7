import { RelativeTime } from "@nexusone/ui/amounts";
import { EmptyState } from "@nexusone/ui/layout";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import type { RefObject } from "react";
import { LoadMore } from "../../app/load-more.tsx";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { hitsQuery } from "./inbox-queries.ts";
import type { InboxSearch } from "./inbox-search.ts";
import { lookOf } from "./kinds.ts";

type Props = { q: string; search: InboxSearch; list: RefObject<HTMLDivElement | null> };

/** Messages in which the words occur, newest first; each opens its thread where it stands. */
export function HitList({ q, search, list }: Props) {
  const t = useT();
  const { api, slug } = useShop();
  const hits = useInfiniteQuery({ ...hitsQuery(api, q), placeholderData: keepPreviousData });
  const rows = hits.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = hits.data?.pages[0]?.newestHits ?? null;
  return (
    <div ref={list} className="min-h-0 flex-1 overflow-y-auto overscroll-contain" aria-busy={hits.isFetching}>
      {hits.isError && rows.length === 0 ? (
        <FailedState compact error={hits.error} onRetry={() => void hits.refetch()} />
      ) : hits.isSuccess && rows.length === 0 ? (
        <EmptyState compact icon={<SearchX size={18} aria-hidden />} title={t("chat.nothingFound")}>
          {t("chat.nothingFoundText")}
        </EmptyState>
      ) : null}
      {newest === null ? null : (
        <p className="px-4 py-2 text-xs text-muted">{t("chat.newestHits", { count: newest })}</p>
      )}
      <ul aria-label={t("chat.hits")}>
        {rows.map((hit, index) => (
          <li key={hit.messageId}>
            <Link
              to="/m/$slug/inbox/$conversationId"
              params={{ slug, conversationId: hit.conversationId }}
              search={{ ...search, at: hit.messageId }}
              data-row={index}
              className="flex flex-col gap-0.5 border-b border-line px-4 py-2.5 -outline-offset-2 hover:bg-hover"
            >
              <span className="flex items-center gap-2 text-sm">
                <bdi className="min-w-0 flex-1 truncate font-medium text-ink">
                  {hit.contact.name || t("chat.unnamed")}
                </bdi>
                <span className="text-xs text-muted">
                  <RelativeTime at={hit.at} />
                </span>
              </span>
              <span dir="auto" className="line-clamp-2 text-sm text-soft">
                {hit.snippet || t(lookOf(hit.kind).word)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <LoadMore list={hits} />
    </div>
  );
}
