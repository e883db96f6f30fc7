import { cx } from "@nexusone/ui/cx";
import { Card } from "@nexusone/ui/layout";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";

type Outlook = Outputs["reorder"]["getOutlook"];
const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

/** How the year goes for the shop, and how well the forecast would have done so far. */
export function OutlookCard({ outlook }: { outlook: Outlook }) {
  const { t, locale } = useI18n();
  const { backTest, season, weeks } = outlook;
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const seasonal = weeks.length >= 52;
  return (
    <Card title={t("reorder.outlook")} hint={t("reorder.outlookHint")}>
      <div className="flex flex-col gap-4">
        {seasonal ? (
          <Season season={season} from={outlook.lookedAt} />
        ) : (
          <p className="text-sm">{t("reorder.noSeason", { count: weeks.length })}</p>
        )}
        {backTest === null ? (
          <p className="text-sm text-muted">{t("reorder.noBackTest")}</p>
        ) : (
          <p className="text-sm">
            {t("reorder.backTest", {
              trials: backTest.trials,
              error: percent.format(backTest.errorShare),
              naive: percent.format(backTest.naiveShare),
            })}
          </p>
        )}
      </div>
    </Card>
  );
}

/** The coming 52 weeks as columns; above the line sells more than in an ordinary week. */
function Season({ season, from }: { season: readonly number[]; from: string | null }) {
  const { t, locale } = useI18n();
  const month = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric" });
  const factor = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const start = from === null ? Date.now() : Date.parse(from);
  const most = Math.max(...season);
  const best = season.indexOf(most);
  const nameOf = (week: number): string => month.format(new Date(start + week * WEEK_MS));
  return (
    <figure className="flex flex-col gap-2">
      <div aria-hidden className="flex h-20 items-end gap-px border-b border-line">
        {season.map((value, week) => (
          <div
            key={nameOf(week) + String(week)}
            title={`${nameOf(week)}: × ${factor.format(value)}`}
            className={cx("min-w-0 flex-1", value >= 1 ? "bg-accent/80" : "bg-accent/40")}
            style={{ height: `${(value / most) * 100}%` }}
          />
        ))}
      </div>
      <div aria-hidden className="flex justify-between text-xs tabular-nums text-muted">
        <span>{nameOf(0)}</span>
        <span>{nameOf(season.length - 1)}</span>
      </div>
      <figcaption className="text-sm">
        {t("reorder.strongest", { month: nameOf(best), factor: factor.format(most) })}
      </figcaption>
    </figure>
  );
}
