import type { MerchantId } from "@nexusone/contracts/ids";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Drawer } from "@nexusone/ui/dialog";
import { Facts, Skeleton } from "@nexusone/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadMore } from "../../app/load-more.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { ConfirmCommission } from "./confirm-commission.tsx";
import { RateForm } from "./rate-form.tsx";
import { rateText } from "./rates.ts";

/** One shop's commission: what it is since when, a new one, and everything that was ever set. */
export function CommissionDrawer({ merchantId, onClose }: { merchantId: MerchantId; onClose: () => void }) {
  const { t, locale } = useI18n();
  const { person } = useShop();
  const [wanted, setWanted] = useState<number>();
  const history = useInfiniteQuery(
    person.platform.getCommission.infiniteQueryOptions(
      { merchantId, limit: 20 },
      { staleTime: 0, getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const shop = history.data?.pages[0];
  const changes = history.data?.pages.flatMap((page) => page.items) ?? [];
  const rate = (bps: number): string => (bps === 0 ? t("commission.off") : rateText(bps, locale));
  if (shop && wanted !== undefined)
    return <ConfirmCommission shop={shop} platformBps={wanted} onClose={() => setWanted(undefined)} />;
  return (
    <Drawer open onOpenChange={onClose} title={shop?.name ?? t("commission.title")}>
      {history.isPending ? (
        <div role="status" aria-label={t("common.loading")}>
          <Skeleton className="h-40 w-full" />
        </div>
      ) : !shop ? (
        <Refused error={history.error} onRetry={() => void history.refetch()} />
      ) : (
        <div className="flex flex-col gap-6">
          <Facts
            rows={[
              [
                t("commission.now"),
                shop.platformBps === 0
                  ? t("commission.off")
                  : t("commission.share", {
                      platform: rateText(shop.platformBps, locale),
                      client: rateText(shop.clientBps, locale),
                    }),
              ],
              [
                t("commission.since"),
                shop.since ? <RelativeTime key="since" at={shop.since} /> : t("commission.sinceEver"),
              ],
            ]}
          />
          <RateForm now={shop.platformBps} onReview={setWanted} />
          <section aria-labelledby="commission-history">
            <h3 id="commission-history" className="mb-2 text-sm font-semibold text-ink">
              {t("commission.history")}
            </h3>
            {changes.length === 0 ? (
              <p className="text-muted">{t("commission.historyEmpty")}</p>
            ) : (
              <ul className="rounded-md border border-line">
                {changes.map(({ id, at, fromBps, toBps, byName }) => (
                  <li
                    key={id}
                    className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-line px-3 py-2 last:border-b-0"
                  >
                    <span className="flex-1 tabular-nums">
                      <s className="text-muted">{rate(fromBps)}</s>
                      <span aria-hidden> → </span>
                      <span className="font-medium text-ink">{rate(toBps)}</span>
                    </span>
                    <span className="text-xs text-muted">
                      {byName ?? t("commission.nobody")} · <RelativeTime at={at} />
                    </span>
                  </li>
                ))}
              </ul>
            )}
            <LoadMore list={history} />
          </section>
        </div>
      )}
    </Drawer>
  );
}
