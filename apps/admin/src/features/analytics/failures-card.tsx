import { Badge } from "@nexusone/ui/badge";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Card, EmptyState } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { GeneralReason } from "./general-reason.tsx";
import { operationName } from "./words.ts";

type Usage = Outputs["analytics"]["getUsage"];
type Failure = Usage["failures"][number];

/** What did not work, why, what helps, and where the rows are. */
export function FailuresCard({ usage: { failures, range } }: { usage: Usage }) {
  const { t, locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  return (
    <Card flush title={t("analytics.failures")} hint={t("analytics.failuresHint")}>
      {failures.length === 0 ? (
        <EmptyState compact icon={<Check size={18} aria-hidden />} title={t("analytics.failuresEmpty")} />
      ) : (
        <ul aria-label={t("analytics.failures")}>
          {failures.map((failure) => (
            <li
              key={`${failure.area} ${failure.operation} ${failure.reason}`}
              className="grid items-start gap-x-4 gap-y-1.5 border-b border-line px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]"
            >
              <div className="min-w-0">
                <Rows failure={failure} range={range} />
                <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
                  <Badge>{t(`analytics.area.${failure.area}`)}</Badge>
                  <RelativeTime at={failure.lastAt} />
                </span>
              </div>
              <GeneralReason code={failure.reason} />
              <span className="text-sm font-medium tabular-nums text-ink">
                {t("analytics.times", { count: failure.count, shown: number.format(failure.count) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const link = "block truncate font-medium text-ink hover:underline";

/** What failed, leading to the list that holds each case; where there is none, to the hours it happened in. */
function Rows({ failure: { area, operation }, range }: { failure: Failure; range: Usage["range"] }) {
  const { t } = useI18n();
  const { slug } = useShop();
  const name = operationName(t, { area, operation });
  if (area === "job" || (area === "feature" && operation === "background"))
    return (
      <Link to="/m/$slug/system" params={{ slug }} search={{ status: "failed" }} className={link}>
        {name}
      </Link>
    );
  if (area === "feature")
    return (
      <Link to="/m/$slug/imports" params={{ slug }} className={link}>
        {name}
      </Link>
    );
  if (area === "vendor")
    return (
      <Link to="/m/$slug/settings/cj" params={{ slug }} className={link}>
        {name}
      </Link>
    );
  if (area === "webhook")
    return (
      <Link to="/m/$slug/settings/webhooks" params={{ slug }} className={link}>
        {name}
      </Link>
    );
  return (
    <Link to="/m/$slug/analytics/hours" params={{ slug }} search={{ range, area, operation }} className={link}>
      {name}
    </Link>
  );
}
