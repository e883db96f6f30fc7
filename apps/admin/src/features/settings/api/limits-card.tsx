import type { LimitUse } from "@nexusone/contracts/limits-view";
import { relativeText } from "@nexusone/ui/amounts";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Meter } from "../../../app/meter.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";

const REFRESH_MS = 15_000;
const HOLDERS = ["user", "merchant", "session"] as const;

/** How one's own limits stand now. */
export function LimitsCard() {
  const { t } = useI18n();
  const { api } = useShop();
  const use = useQuery(api.limits.getUse.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  return (
    <Card title={t("api.limits")} hint={t("api.limitsHint")}>
      {use.error ? (
        <Refused error={use.error} onRetry={() => void use.refetch()} />
      ) : !use.data ? (
        <Skeleton className="h-32 w-full" />
      ) : (
        <div className="flex flex-col gap-6">
          {HOLDERS.map((holder) => (
            <section key={holder} className="flex flex-col gap-3">
              <h3 className="text-sm font-medium text-ink">{t(`api.holder.${holder}`)}</h3>
              <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
                {use.data.limits
                  .filter((limit) => limit.holder === holder)
                  .map((limit) => (
                    <OneLimit key={limit.weight} limit={limit} />
                  ))}
              </div>
            </section>
          ))}
        </div>
      )}
    </Card>
  );
}

function OneLimit({ limit: { weight, used, max, resetsAt } }: { limit: LimitUse }) {
  const { t, locale } = useI18n();
  const hint =
    resetsAt && used > 0 ? t("api.resets", { when: relativeText(resetsAt, Date.now(), locale) }) : t("api.fresh");
  return <Meter label={t(`api.weight.${weight}`)} hint={hint} value={used} max={max} />;
}
