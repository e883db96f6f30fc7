import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Key } from "../../../i18n/translate.ts";
import { useShop } from "../../../lib/shop.ts";

const FAILURES: Record<string, { readonly words: Key; readonly tone: Tone }> = {
  rate_limited: { words: "cj.failure.rate_limited", tone: "wait" },
  quota_exhausted: { words: "cj.failure.quota_exhausted", tone: "wait" },
  unauthorised: { words: "cj.failure.unauthorised", tone: "bad" },
  rejected: { words: "cj.failure.rejected", tone: "bad" },
  not_found: { words: "cj.failure.not_found", tone: "wait" },
  removed: { words: "cj.failure.removed", tone: "wait" },
  unavailable: { words: "cj.failure.unavailable", tone: "bad" },
  unexpected_reply: { words: "cj.failure.unexpected_reply", tone: "bad" },
};

/** Every call made to CJ for this shop: what it was, how it ended, what it cost in points. */
export function CallsCard() {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const calls = useInfiniteQuery(
    api.cj.listUsage.infiniteQueryOptions({ limit: 25 }, { getNextPageParam: (page) => page.nextCursor ?? undefined }),
  );
  const rows = calls.data?.pages.flatMap((page) => page.items) ?? [];
  const number = new Intl.NumberFormat(locale);
  return (
    <Card flush title={t("cj.calls")} hint={t("cj.callsHint")}>
      {calls.isPending ? (
        <div className="p-4">
          <Skeleton className="h-24 w-full" />
        </div>
      ) : calls.isError ? (
        <div className="p-4">
          <Refused error={calls.error} onRetry={() => void calls.refetch()} />
        </div>
      ) : rows.length === 0 ? (
        <p className="p-4 text-muted">{t("cj.callsEmpty")}</p>
      ) : (
        <>
          <Table
            label={t("cj.calls")}
            head={
              <>
                <Th>{t("cj.column.when")}</Th>
                <Th>{t("cj.column.call")}</Th>
                <Th>{t("cj.column.answer")}</Th>
                <Th end>{t("cj.column.points")}</Th>
                <Th end>{t("cj.column.time")}</Th>
              </>
            }
          >
            {rows.map((row) => {
              const failure = row.failure === null ? undefined : FAILURES[row.failure];
              return (
                <tr key={row.id}>
                  <Td className="whitespace-nowrap text-muted">
                    <RelativeTime at={row.at} />
                  </Td>
                  <Td>
                    <code className="text-xs">
                      <span className="text-muted">{row.method}</span> {row.endpoint}
                    </code>
                  </Td>
                  <Td>
                    <span className="inline-flex items-center gap-2">
                      <Badge tone={row.failure === null ? "good" : (failure?.tone ?? "bad")}>
                        {row.failure === null ? t("cj.ok") : failure ? t(failure.words) : row.failure}
                      </Badge>
                      <span className="text-xs tabular-nums text-muted">
                        {[row.httpStatus, row.code].filter((part) => part !== null).join(" · ")}
                      </span>
                    </span>
                  </Td>
                  <Td end>{number.format(row.points)}</Td>
                  <Td end className="text-muted">
                    {number.format(row.durationMs)} ms
                  </Td>
                </tr>
              );
            })}
          </Table>
          {calls.hasNextPage ? (
            <div className="flex justify-center p-3">
              <Button size="sm" busy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
                {t("common.more")}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}
