import { buttonClass } from "@nexusone/ui/button";
import { Card, EmptyState, PageHeader, Skeleton } from "@nexusone/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download, Plus } from "lucide-react";
import { LoadMore } from "../../app/load-more.tsx";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { DraftsCard } from "./drafts-card.tsx";
import { ImportRows } from "./import-rows.tsx";

export function ImportsPage() {
  const t = useT();
  const { api, slug, can } = useShop();
  const list = useInfiniteQuery(
    api.imports.list.infiniteQueryOptions({ limit: 50 }, { getNextPageParam: (page) => page.nextCursor ?? undefined }),
  );
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const none = list.isSuccess && rows.length === 0;
  const start = can("catalog:import") ? (
    <Link to="/m/$slug/imports/new" params={{ slug }} className={buttonClass({ look: "primary" })}>
      <Plus size={15} aria-hidden />
      {t("imports.new")}
    </Link>
  ) : undefined;
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("imports.title")} · NexusOne`}</title>
      <PageHeader title={t("imports.title")} action={none ? undefined : start} />
      <DraftsCard />
      <Card flush>
        {list.isPending ? (
          <div className="flex flex-col gap-3 p-4" role="status" aria-label={t("common.loading")}>
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="h-8 w-full" />
            ))}
          </div>
        ) : list.isError && rows.length === 0 ? (
          <FailedState compact error={list.error} onRetry={() => void list.refetch()} />
        ) : none ? (
          <EmptyState compact icon={<Download size={18} aria-hidden />} title={t("imports.empty.title")} action={start}>
            {t("imports.empty.text")}
          </EmptyState>
        ) : (
          <>
            <ImportRows rows={rows} label={t("imports.title")} />
            <LoadMore list={list} />
          </>
        )}
      </Card>
    </div>
  );
}
