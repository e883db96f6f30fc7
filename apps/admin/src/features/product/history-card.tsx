import type { ProductId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { WhyTimeline } from "@nexusone/ui/why-timeline";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toTimelineEntry } from "./history-entry.ts";

/** Who or what changed this product, newest first. */
export function HistoryCard({ productId, currency }: { productId: ProductId; currency: string }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const history = useInfiniteQuery(
    api.catalog.listProductHistory.infiniteQueryOptions(
      { id: productId, limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={t("product.history")}>
      {history.isPending ? (
        <Skeleton className="h-16 w-full" />
      ) : history.isError ? (
        <Refused error={history.error} onRetry={() => void history.refetch()} />
      ) : entries.length === 0 ? (
        <p className="text-muted">{t("product.historyEmpty")}</p>
      ) : (
        <WhyTimeline
          entries={entries.map((entry) => toTimelineEntry(entry, { t, locale, currency }))}
          footer={
            history.hasNextPage ? (
              <Button size="sm" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                {t("common.more")}
              </Button>
            ) : undefined
          }
        />
      )}
    </Card>
  );
}
