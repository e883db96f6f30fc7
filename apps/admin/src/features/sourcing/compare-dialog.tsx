import { Money, UsdRange } from "@nexusone/ui/amounts";
import { Dialog } from "@nexusone/ui/dialog";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { Thumb } from "../catalogue/thumb.tsx";
import { leastEarning } from "@nexusone/contracts/least-earning";
import { carrierText } from "../product/facts.ts";
import { MarginChip } from "./margin-chip.tsx";
import { type Estimate, type Tile, useExactMargin } from "./use-sourcing.ts";

type Props = { tiles: readonly Tile[]; estimates: ReadonlyMap<string, Estimate>; onClose: () => void };

export const MOST_COMPARED = 4;

/** Up to four products side by side, each number in one row. */
export function CompareDialog({ tiles, estimates, onClose }: Props) {
  const { t, locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  const count = (value: number | null): string => (value === null ? "–" : number.format(value));
  const row = (label: string, cell: (tile: Tile) => ReactNode) => (
    <tr className="border-t border-line">
      <th scope="row" className="sticky start-0 bg-raised py-2 pe-3 text-start font-normal text-muted">
        {label}
      </th>
      {tiles.map((tile) => (
        <td key={tile.externalId} className="min-w-32 px-2 py-2 align-top text-ink">
          {cell(tile)}
        </td>
      ))}
    </tr>
  );
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("sourcing.compare.title", { count: tiles.length })}
    >
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("sourcing.compare.table")}>
        <table className="w-full text-sm">
          <thead>
            <tr>
              <td className="sticky start-0 bg-raised" />
              {tiles.map((tile) => (
                <th key={tile.externalId} scope="col" className="min-w-32 px-2 pb-2 text-start align-top font-medium">
                  <Thumb url={tile.imageUrl} className="mb-2 aspect-square w-full max-w-36" />
                  <span className="line-clamp-2">{tile.name ?? tile.externalId}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row(t("product.cost"), (tile) =>
              tile.minUsd ? <UsdRange min={tile.minUsd} max={tile.maxUsd ?? tile.minUsd} /> : t("sourcing.noPrice"),
            )}
            {row(t("product.margin"), (tile) => (
              <MarginChip
                externalId={tile.externalId}
                name={tile.name ?? tile.externalId}
                estimate={estimates.get(tile.externalId)}
              />
            ))}
            {row(t("product.price"), (tile) => (
              <Planned externalId={tile.externalId} estimate={estimates.get(tile.externalId)} />
            ))}
            {row(t("sourcing.compare.carrier"), (tile) => (
              <Carrier externalId={tile.externalId} estimate={estimates.get(tile.externalId)} />
            ))}
            {row(t("sourcing.stock"), (tile) => count(tile.stock))}
            {row(t("sourcing.compare.listed"), (tile) => count(tile.listedCount))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

function Planned({ externalId, estimate }: { externalId: string; estimate: Estimate | undefined }) {
  const { data, row } = useExactMargin(externalId);
  const exact = row && leastEarning(row.variants)?.priceMinor;
  if (exact != null && data) return <Money minor={exact} currency={data.pricing.terms.currency} />;
  return estimate?.estimate ? <Money minor={estimate.estimate.priceMinor} currency={estimate.currency} /> : <>–</>;
}

function Carrier({ externalId, estimate }: { externalId: string; estimate: Estimate | undefined }) {
  const { t } = useI18n();
  const { row } = useExactMargin(externalId);
  const freight = row && leastEarning(row.variants)?.freight;
  const known = freight ?? (estimate?.estimate && { ...estimate.estimate, carrier: null });
  return <>{(known && carrierText(known, t)) ?? "–"}</>;
}
