import { DEFAULT_USAGE_SETTINGS } from "@nexusone/contracts/analytics";
import type { Range } from "@nexusone/contracts/analytics-terms";
import { buttonClass } from "@nexusone/ui/button";
import { Card, EmptyState, PageHeader, Skeleton } from "@nexusone/ui/layout";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Lock, SlidersHorizontal } from "lucide-react";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { Bars } from "./bars.tsx";
import { CreditsCard } from "./credits-card.tsx";
import { FailuresCard } from "./failures-card.tsx";
import { FeaturesCard } from "./features-card.tsx";
import { FiguresRow } from "./figures-row.tsx";
import { FulfilmentTimesCard } from "./fulfilment-times-card.tsx";
import { IntegrationsCard } from "./integrations-card.tsx";
import { MessagesCard } from "./messages-card.tsx";
import { OperationsCard } from "./operations-card.tsx";
import { PlatformInsightCards } from "./platform-insight-card.tsx";
import { ProductsCard } from "./products-card.tsx";
import { RangePicker } from "./range-picker.tsx";

const route = getRouteApi("/m/$slug/analytics/");

/** The shop's own calendar is counted by days. */
const DAYS: Record<Range, number> = { "24h": 1, "7d": 7, "30d": 30, "90d": 90 };

/** How the shop does, then how it is used by people and programs: few figures, each with the rows behind it. */
export function AnalyticsPage() {
  const t = useT();
  const { slug } = useShop();
  const refused = useRefusal("analytics:read");
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("analytics.title")} · NexusOne`}</title>
      {refused === undefined ? (
        <Figures />
      ) : (
        <EmptyState
          page
          icon={<Lock size={18} aria-hidden />}
          title={refused}
          action={
            <Link to="/m/$slug/settings/team" params={{ slug }} className={buttonClass()}>
              {t("settings.team")}
            </Link>
          }
        />
      )}
    </div>
  );
}

function Figures() {
  const t = useT();
  const { api, slug, can, me } = useShop();
  const search = route.useSearch();
  const settings = useQuery(api.analytics.getSettings.queryOptions());
  const { defaultRange, pinned } = settings.data ?? DEFAULT_USAGE_SETTINGS;
  const range = search.range ?? defaultRange;
  const usage = useQuery(
    api.analytics.getUsage.queryOptions(
      { range },
      // One's own default decides the range: not before it is known.
      { placeholderData: keepPreviousData, enabled: search.range !== undefined || !settings.isPending },
    ),
  );
  const seesCredits = can("billing:read");
  const credits = useQuery(
    api.analytics.getCreditUse.queryOptions({ range }, { enabled: seesCredits && !usage.isPending }),
  );
  return (
    <>
      <PageHeader
        title={t("analytics.title")}
        action={
          <Link to="/m/$slug/settings/usage" params={{ slug }} className={buttonClass({ size: "sm" })}>
            <SlidersHorizontal size={14} aria-hidden />
            {t("analytics.customize")}
          </Link>
        }
      />
      <RangePicker range={range} />
      {usage.isError ? null : <FiguresRow pinned={pinned} usage={usage.data} credits={credits.data} />}
      <ProductsCard days={DAYS[range]} />
      <FulfilmentTimesCard days={DAYS[range]} />
      <MessagesCard range={range} />
      {usage.isError ? (
        <Card>
          <FailedState compact error={usage.error} onRetry={() => void usage.refetch()} />
        </Card>
      ) : (
        <>
          <Card title={t("analytics.calls")} hint={t("analytics.callsHint")}>
            {usage.data ? (
              <Bars
                label={t("analytics.calls")}
                hourly={usage.data.range === "24h"}
                timezone={usage.data.timezone}
                valueName={t("analytics.column.calls")}
                badName={t("analytics.column.errors")}
                steps={usage.data.series.map(({ at, calls, failed }) => ({ at, value: calls, bad: failed }))}
              />
            ) : (
              <div role="status" aria-label={t("common.loading")}>
                <Skeleton className="h-40 w-full" />
              </div>
            )}
          </Card>
          {usage.data ? (
            <>
              <div id="operations" className="scroll-mt-4">
                <OperationsCard usage={usage.data} />
              </div>
              <div id="failures" className="scroll-mt-4">
                <FailuresCard usage={usage.data} />
              </div>
            </>
          ) : null}
        </>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {usage.data ? <FeaturesCard usage={usage.data} /> : null}
        <div className="flex min-w-0 flex-col gap-4">
          {seesCredits ? <CreditsCard range={range} /> : null}
          <IntegrationsCard />
        </div>
      </div>
      {me.user.isPlatformAdmin ? <PlatformInsightCards range={range} /> : null}
    </>
  );
}
