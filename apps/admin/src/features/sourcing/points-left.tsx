import { cx } from "@nexusone/ui/cx";
import { useQuery } from "@tanstack/react-query";
import { Coins } from "lucide-react";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** What is left of the day's points of the CJ account; every list and every look moves it. */
export function PointsLeft() {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const { data } = useQuery(api.cj.getStatus.queryOptions());
  const connection = data?.connection;
  if (!connection) return null;
  const { pointsPerDay, pointsUsedToday } = connection;
  const left = Math.max(0, pointsPerDay - pointsUsedToday);
  const share = pointsPerDay === 0 ? 0 : left / pointsPerDay;
  const number = new Intl.NumberFormat(locale);
  return (
    <div className="flex flex-col items-end gap-1" title={t("sourcing.pointsHint")}>
      <span className="flex items-center gap-1.5 text-sm text-muted">
        <Coins size={14} aria-hidden className={share <= 0.1 ? "text-wait" : undefined} />
        <span>
          <b className="font-semibold tabular-nums text-ink">{number.format(left)}</b>{" "}
          {t("sourcing.pointsOf", { total: number.format(pointsPerDay) })}
        </span>
      </span>
      <span
        role="meter"
        aria-label={t("sourcing.points")}
        aria-valuemin={0}
        aria-valuemax={pointsPerDay}
        aria-valuenow={left}
        className="h-1 w-full min-w-36 overflow-hidden rounded-full bg-line"
      >
        <span
          className={cx("block h-full rounded-full", share <= 0.1 ? "bg-wait" : "bg-part-profit")}
          style={{ width: `${share * 100}%` }}
        />
      </span>
    </div>
  );
}
