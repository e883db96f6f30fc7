import { Button, buttonClass } from "@nexusone/ui/button";
import { Card, EmptyState, PageHeader, Skeleton } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { BellOff, CheckCheck, SlidersHorizontal } from "lucide-react";
import { LoadMore } from "../../app/load-more.tsx";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastFailed } from "../../lib/toast.ts";
import { NoticeRow } from "./notice-row.tsx";

const VIEWS = ["all", "unread"] as const;

/** The notification centre: what happened while nobody looked, grouped, the newest first. */
export function NotificationsPage() {
  const t = useT();
  const { api, slug } = useShop();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { unread: unreadOnly = false } = useSearch({ from: "/m/$slug/notifications" });
  const list = useInfiniteQuery(
    api.notifications.list.infiniteQueryOptions(
      { limit: 50, unreadOnly },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const markRead = useMutation(
    api.notifications.markRead.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(api.notifications.pathFilter()),
      onError: (error) => void toastFailed(error, t),
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = list.data?.pages[0]?.unread ?? 0;
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("notices.title")} · NexusOne`}</title>
      <PageHeader
        title={t("notices.title")}
        action={
          <>
            <Link to="/m/$slug/settings/notifications" params={{ slug }} className={buttonClass()}>
              <SlidersHorizontal size={15} aria-hidden />
              {t("notices.settings")}
            </Link>
            <Button
              icon={<CheckCheck size={15} aria-hidden />}
              busy={markRead.isPending}
              disabled={unread === 0}
              onClick={() => markRead.mutate({})}
            >
              {t("notices.readAll")}
            </Button>
          </>
        }
      />
      <div className="flex gap-2" role="group" aria-label={t("notices.show")}>
        {VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={(view === "unread") === unreadOnly}
            className={chipClass((view === "unread") === unreadOnly)}
            onClick={() =>
              void navigate({
                to: "/m/$slug/notifications",
                params: { slug },
                search: view === "unread" ? { unread: true } : {},
              })
            }
          >
            {t(`notices.view.${view}`)}
          </button>
        ))}
      </div>
      <Card flush>
        {list.isPending ? (
          <div className="flex flex-col gap-3 p-4" role="status" aria-label={t("common.loading")}>
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="h-10 w-full" />
            ))}
          </div>
        ) : list.isError && rows.length === 0 ? (
          <FailedState compact error={list.error} onRetry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState compact icon={<BellOff size={18} aria-hidden />} title={t("notices.empty")}>
            {t("notices.emptyText")}
          </EmptyState>
        ) : (
          <>
            <ul>
              {rows.map((notice) => (
                <NoticeRow
                  key={notice.id}
                  notice={notice}
                  onOpen={() => notice.readAt ?? markRead.mutate({ ids: [notice.id] })}
                />
              ))}
            </ul>
            <LoadMore list={list} />
          </>
        )}
      </Card>
    </div>
  );
}
