import { Percent } from "@nexusone/ui/amounts";
import { cx } from "@nexusone/ui/cx";
import { LoaderCircle } from "lucide-react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import { leastEarning } from "@nexusone/contracts/least-earning";
import { type Estimate, useExactMargin } from "./use-sourcing.ts";

type Props = { externalId: string; name: string; estimate: Estimate | undefined };

/** The margin as exactly as it is known: asked for, estimated with "~", or a button that says what asking costs. */
export function MarginChip({ externalId, name, estimate }: Props) {
  const t = useT();
  const refused = useRefusal("catalog:import");
  const { row, ask, isFetching, error } = useExactMargin(externalId);
  const margin = row && leastEarning(row.variants)?.margin;
  if (margin) return <Figure bps={margin.percentOfPriceBps} below={row.belowFloor} hint={t("sourcing.margin.exact")} />;
  if (row?.reason && row.reason !== "catalog.already_imported")
    return (
      <span className="text-xs">
        <KnownReason code={row.reason} details={row.reasonDetails} />
      </span>
    );
  const known = estimate?.estimate;
  if (known)
    return <Figure about bps={known.percentOfPriceBps} below={known.belowFloor} hint={t("sourcing.margin.about")} />;
  if (error) return <Refused bare error={error} onRetry={ask} />;
  const said = t(isFetching ? "sourcing.margin.asking" : "sourcing.margin.tap");
  return (
    <button
      type="button"
      aria-label={t("common.pair", { name: said, value: name })}
      aria-disabled={refused !== undefined || isFetching}
      title={refused ?? t("sourcing.margin.cost")}
      onClick={refused !== undefined || isFetching ? undefined : ask}
      className="touch-target inline-flex h-6 items-center gap-1 rounded-sm border border-dashed border-line-strong px-1.5 text-xs text-soft hover:bg-hover aria-disabled:opacity-55"
    >
      {isFetching ? <LoaderCircle size={12} className="animate-spin" aria-hidden /> : null}
      {said}
    </button>
  );
}

function Figure({ bps, below, about, hint }: { bps: number; below: boolean; about?: boolean; hint: string }) {
  const t = useT();
  return (
    <span
      title={hint}
      className={cx(
        "inline-flex h-6 items-center rounded-sm px-1.5 text-xs font-semibold",
        below ? "bg-bad-soft text-bad" : "bg-good-soft text-good",
      )}
    >
      {about ? <span aria-label={t("sourcing.margin.roughly")}>~&nbsp;</span> : null}
      <Percent bps={bps} digits={about ? 0 : 1} />
      {below ? <span className="sr-only">{t("imports.sheet.belowFloor")}</span> : null}
    </span>
  );
}
