import { Card, Skeleton } from "@nexusone/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { LoadMore } from "../../../app/load-more.tsx";
import { FailedState } from "../../../app/states.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { ActivityList } from "./activity-list.tsx";

/** One's own sign-ins and changes of the account, refused attempts too. */
export function ActivityCard() {
  const t = useT();
  const { person } = useShop();
  const list = useInfiniteQuery(
    person.identity.listActivity.infiniteQueryOptions(
      { limit: 10 },
      { staleTime: 0, getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const acts = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("activity.title")} hint={t("activity.hint")}>
      {list.isPending ? (
        <div className="p-4" role="status" aria-label={t("common.loading")}>
          <Skeleton className="h-24 w-full" />
        </div>
      ) : list.isError && acts.length === 0 ? (
        <FailedState compact error={list.error} onRetry={() => void list.refetch()} />
      ) : acts.length === 0 ? (
        <p className="p-4 text-muted">{t("activity.empty")}</p>
      ) : (
        <>
          <ActivityList acts={acts} label={t("activity.title")} />
          <LoadMore list={list} />
        </>
      )}
    </Card>
  );
}
