import { formatPercent } from "@nexusone/contracts/money";
import { Card, PageHeader, Skeleton } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ExportButton } from "../../app/export-button.tsx";
import { FailedState } from "../../app/states.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { DaysCard } from "./days-card.tsx";
import { earningsQuery } from "./earnings-query.ts";
import { EARNINGS_DAYS } from "./earnings-search.ts";
import { PaymentsCard } from "./payments-card.tsx";
import { TotalsRow } from "./totals-row.tsx";

const route = getRouteApi("/m/$slug/earnings");

/** What came in, what went back and whose it is; every figure from the payments listed under it. */
export function EarningsPage() {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const search = route.useSearch();
  const earnings = useQuery(earningsQuery(api, search));
  const bps = earnings.data?.commissionBps ?? 0;
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("earnings.title")} · NexusOne`}</title>
      <PageHeader
        title={t("earnings.title")}
        action={<ExportButton path="/api/payments/export" name="payments" body={{ days: search.days ?? 30 }} />}
      />
      <nav aria-label={t("earnings.range")} className="flex flex-wrap gap-2">
        {EARNINGS_DAYS.map((days) => (
          <Link
            key={days}
            to="/m/$slug/earnings"
            params={{ slug }}
            search={days === 30 ? {} : { days }}
            replace
            resetScroll={false}
            aria-current={(search.days ?? 30) === days ? "true" : undefined}
            className={chipClass((search.days ?? 30) === days)}
          >
            {t(`earnings.days${days}`)}
          </Link>
        ))}
      </nav>
      {earnings.isPending ? (
        <Card>
          <div role="status" aria-label={t("common.loading")}>
            <Skeleton className="h-24 w-full" />
          </div>
        </Card>
      ) : earnings.isError ? (
        <Card>
          <FailedState compact error={earnings.error} onRetry={() => void earnings.refetch()} />
        </Card>
      ) : (
        <>
          <p className="text-sm text-muted">
            {bps === 0
              ? t("earnings.commissionOff")
              : t("earnings.commissionOn", {
                  client: formatPercent(10_000 - bps, locale, 0),
                  platform: formatPercent(bps, locale, 0),
                })}
          </p>
          {earnings.data.totals.map((total) => (
            <TotalsRow key={total.currency} total={total} />
          ))}
          {earnings.data.days.length > 0 ? <DaysCard days={earnings.data.days} /> : null}
          <PaymentsCard search={search} />
        </>
      )}
    </div>
  );
}
