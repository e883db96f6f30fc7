import { RelativeTime } from "@nexusone/ui/amounts";
import { cx } from "@nexusone/ui/cx";
import { Card } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { featureName } from "./words.ts";

/** What the shop uses of the product, and what it does not yet. */
export function FeaturesCard({ usage: { features, range } }: { usage: Outputs["analytics"]["getUsage"] }) {
  const { t, locale } = useI18n();
  const { slug } = useShop();
  const number = new Intl.NumberFormat(locale);
  const used = features.filter(({ count }) => count > 0).length;
  return (
    <Card
      flush
      title={t("analytics.features")}
      hint={t("analytics.featuresHint", { used: number.format(used), of: number.format(features.length) })}
    >
      <Table
        narrow
        label={t("analytics.features")}
        head={
          <>
            <Th>{t("analytics.column.feature")}</Th>
            <Th end>{t("analytics.column.used")}</Th>
            <Th end>{t("analytics.column.failed")}</Th>
            <Th end className="max-md:hidden">
              {t("analytics.column.last")}
            </Th>
          </>
        }
      >
        {features
          .toSorted((a, b) => b.count - a.count)
          .map(({ feature, count, failed, lastAt }) => (
            <tr key={feature}>
              <Td className={cx(count === 0 && "text-muted")}>
                {count === 0 ? (
                  featureName(t, feature)
                ) : (
                  <Link
                    to="/m/$slug/analytics/hours"
                    params={{ slug }}
                    search={{ range, area: "feature", operation: feature }}
                    className="font-medium text-ink hover:underline"
                  >
                    {featureName(t, feature)}
                  </Link>
                )}
              </Td>
              <Td end className={cx(count === 0 && "text-muted")}>
                {number.format(count)}
              </Td>
              <Td end className={cx(failed === 0 ? "text-muted" : "text-bad")}>
                {number.format(failed)}
              </Td>
              <Td end className="text-muted max-md:hidden">
                {lastAt ? <RelativeTime at={lastAt} /> : t("analytics.notYet")}
              </Td>
            </tr>
          ))}
      </Table>
    </Card>
  );
}
