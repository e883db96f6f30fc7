import type { Range } from "@nexusone/contracts/analytics-terms";
import { buttonClass } from "@nexusone/ui/button";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { AmountBars, Bars } from "./bars.tsx";
import { featureName } from "./words.ts";

/** What the shop's credits went into and when; the ledger has every entry. */
export function CreditsCard({ range }: { range: Range }) {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const use = useQuery(api.analytics.getCreditUse.queryOptions({ range }));
  const number = new Intl.NumberFormat(locale);
  return (
    <Card
      title={t("analytics.credits")}
      hint={
        use.data
          ? t("analytics.creditsHint", {
              spent: number.format(use.data.spent),
              granted: number.format(use.data.granted),
            })
          : undefined
      }
      extra={
        <Link to="/m/$slug/settings/plan" params={{ slug }} className={buttonClass({ size: "sm" })}>
          {t("analytics.ledger")}
        </Link>
      }
    >
      {use.isPending ? (
        <Skeleton className="h-40 w-full" />
      ) : use.isError ? (
        <Refused error={use.error} onRetry={() => void use.refetch()} />
      ) : use.data.features.length === 0 ? (
        <p className="text-muted">{t("analytics.creditsEmpty")}</p>
      ) : (
        <div className="flex flex-col gap-6">
          <AmountBars
            rows={use.data.features.map(({ feature, spent }) => ({ name: featureName(t, feature), value: spent }))}
          />
          <Bars
            label={t("analytics.credits")}
            hourly={use.data.range === "24h"}
            timezone={use.data.timezone}
            valueName={t("analytics.column.credits")}
            steps={use.data.series.map(({ at, spent }) => ({ at, value: Math.max(0, spent) }))}
          />
        </div>
      )}
    </Card>
  );
}
