import { RECIPIENT_STATUSES, type RecipientStatus } from "@nexusone/contracts/campaign-terms";
import { Card } from "@nexusone/ui/layout";
import { cx } from "@nexusone/ui/cx";
import { Link } from "@tanstack/react-router";
import { KnownReason } from "../../app/known-reason.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { Campaign } from "./campaigns-query.ts";

const FILLS: Record<RecipientStatus, string> = {
  read: "bg-good",
  delivered: "bg-good/60",
  sent: "bg-info",
  pending: "bg-line-strong",
  unknown: "bg-wait",
  failed: "bg-bad",
  skipped: "bg-faint",
};
const ORDER: readonly RecipientStatus[] = ["read", "delivered", "sent", "pending", "unknown", "failed", "skipped"];

/** One bar cut by how it stands with people; each figure opens its rows below. */
export function ReportCard({ campaign, status }: { campaign: Campaign; status: RecipientStatus | undefined }) {
  const { t, locale } = useI18n();
  const { slug } = useShop();
  const { id, report, counts } = campaign;
  const number = new Intl.NumberFormat(locale);
  const total = Math.max(
    1,
    RECIPIENT_STATUSES.reduce((sum, one) => sum + report[one], 0),
  );
  return (
    <Card title={t("campaigns.report")} hint={t("campaigns.reportHint", { count: counts.total })}>
      <div aria-hidden className="flex h-3 overflow-hidden rounded-full bg-line">
        {ORDER.map((one) => (
          <div key={one} className={FILLS[one]} style={{ width: `${(100 * report[one]) / total}%` }} />
        ))}
      </div>
      <ul aria-label={t("campaigns.report")} className="mt-3 grid grid-cols-2 gap-2 sm:grid-cols-4">
        {ORDER.map((one) => (
          <li key={one}>
            <Link
              to="/m/$slug/campaigns/$campaignId"
              params={{ slug, campaignId: id }}
              search={status === one ? {} : { status: one }}
              replace
              resetScroll={false}
              aria-current={status === one ? "true" : undefined}
              className={cx(
                "touch-target flex h-full flex-col rounded-md border px-3 py-2 hover:bg-hover",
                status === one ? "border-accent-ink" : "border-line",
              )}
            >
              <span className="text-lg font-semibold tabular-nums text-ink">{number.format(report[one])}</span>
              <span className="flex items-center gap-1.5 text-xs text-muted">
                <span aria-hidden className={cx("size-2 shrink-0 rounded-full", FILLS[one])} />
                {t(`campaigns.status.${one}`)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-soft">
        {[
          t("campaigns.answered", { count: report.answered }),
          t("campaigns.optedOut", { count: report.optedOut }),
          t("campaigns.charged", { count: report.charged }),
        ].join(" · ")}
      </p>
      {report.reasons.length > 0 ? (
        <ul aria-label={t("campaigns.reasons")} className="mt-3 flex flex-col gap-2 border-t border-line pt-3 text-sm">
          {report.reasons.map(({ reason, count }) => (
            <li key={reason} className="flex items-start gap-3">
              <span className="min-w-10 text-end font-medium tabular-nums text-ink">{number.format(count)}</span>
              <div className="min-w-0 flex-1">
                <KnownReason code={reason} />
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
