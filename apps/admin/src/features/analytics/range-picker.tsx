import { RANGES, type Range } from "@nexusone/contracts/analytics-terms";
import { chipClass } from "@nexusone/ui/table";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** The time all figures of the page are of; kept in the address. */
export function RangePicker({ range }: { range: Range }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <nav aria-label={t("analytics.range")} className="flex flex-wrap gap-2">
      {RANGES.map((one) => (
        <Link
          key={one}
          to="/m/$slug/analytics"
          params={{ slug }}
          search={(search) => ({ ...search, range: one })}
          replace
          resetScroll={false}
          aria-current={one === range ? "true" : undefined}
          className={chipClass(one === range)}
        >
          {t(`analytics.range.${one}`)}
        </Link>
      ))}
    </nav>
  );
}
