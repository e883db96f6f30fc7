import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { LoadMore } from "../../../app/load-more.tsx";
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

/** CJ's paths in a shopkeeper's words; one we have no word for is shown as it is. */
const CALLS: Record<string, Key> = {
  "authentication/getAccessToken": "cj.call.signIn",
  "authentication/refreshAccessToken": "cj.call.signIn",
  "authentication/logout": "cj.call.signOut",
  "setting/get": "cj.call.settings",
  "product/query": "cj.call.product",
  "product/list": "cj.call.search",
  "product/listV2": "cj.call.search",
  "product/getCategory": "cj.call.categories",
  "product/variant/query": "cj.call.variants",
  "product/variant/queryByVid": "cj.call.variants",
  "product/stock/queryByVid": "cj.call.stock",
  "product/stock/getInventoryByPid": "cj.call.stock",
  "product/globalWarehouseList": "cj.call.warehouses",
  "logistic/freightCalculate": "cj.call.freight",
  "webhook/set": "cj.call.webhook",
};

/** Every call made to CJ for this shop: what it was, how it ended, what it cost in points. */
export function CallsCard({ connected }: { connected: boolean }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const calls = useInfiniteQuery(
    api.cj.listUsage.infiniteQueryOptions({ limit: 25 }, { getNextPageParam: (page) => page.nextCursor ?? undefined }),
  );
  const rows = calls.data?.pages.flatMap((page) => page.items) ?? [];
  const number = new Intl.NumberFormat(locale);
  // Before the first connection there is nothing to tell; after one, what was asked stays to be read.
  if (!connected && rows.length === 0) return null;
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
            narrow
            label={t("cj.calls")}
            head={
              <>
                <Th>{t("cj.column.call")}</Th>
                <Th>{t("cj.column.answer")}</Th>
                <Th end>{t("cj.column.points")}</Th>
                <Th end className="max-md:hidden">
                  {t("cj.column.time")}
                </Th>
                <Th end className="max-md:hidden">
                  {t("cj.column.when")}
                </Th>
              </>
            }
          >
            {rows.map((row) => {
              const failure = row.failure === null ? undefined : FAILURES[row.failure];
              const call = CALLS[row.endpoint];
              return (
                <tr key={row.id}>
                  <Td className="max-md:w-full">
                    <span className="block font-medium">{call ? t(call) : row.endpoint}</span>
                    <code className="block break-all text-2xs text-muted max-md:hidden">
                      {row.method} {row.endpoint}
                    </code>
                    <RelativeTime at={row.at} className="block text-xs text-muted md:hidden" />
                  </Td>
                  <Td>
                    <span className="inline-flex flex-wrap items-center gap-x-2">
                      <Badge tone={row.failure === null ? "good" : (failure?.tone ?? "bad")}>
                        {row.failure === null ? t("cj.ok") : failure ? t(failure.words) : row.failure}
                      </Badge>
                      {row.failure === null ? null : (
                        <span className="text-xs tabular-nums text-muted">
                          {[row.httpStatus && `HTTP ${row.httpStatus}`, row.code && `CJ ${row.code}`]
                            .filter(Boolean)
                            .join(" · ")}
                        </span>
                      )}
                    </span>
                  </Td>
                  <Td end>{number.format(row.points)}</Td>
                  <Td end className="whitespace-nowrap text-muted max-md:hidden">
                    {number.format(row.durationMs)} ms
                  </Td>
                  <Td end className="whitespace-nowrap text-muted max-md:hidden">
                    <RelativeTime at={row.at} />
                  </Td>
                </tr>
              );
            })}
          </Table>
          <LoadMore list={calls} />
        </>
      )}
    </Card>
  );
}
