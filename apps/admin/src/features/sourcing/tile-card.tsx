import { numberFormat } from "@nexusone/contracts/formats";
import { UsdRange } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { cx } from "@nexusone/ui/cx";
import { Check } from "lucide-react";
import { useI18n } from "../../i18n/context.tsx";
import { Thumb } from "../catalogue/thumb.tsx";
import { daysText } from "../product/facts.ts";
import { MarginChip } from "./margin-chip.tsx";
import type { Estimate, Tile } from "./use-sourcing.ts";

type Props = {
  tile: Tile;
  estimate: Estimate | undefined;
  chosen: boolean;
  onChoose: () => void;
  onLook: () => void;
};

/** One of CJ's products: picture, name, cost and what it would earn. */
export function TileCard({ tile, estimate, chosen, onChoose, onLook }: Props) {
  const { t, locale } = useI18n();
  const name = tile.name ?? tile.externalId;
  const mine = (estimate?.productId ?? tile.productId) !== null;
  const { minDays = null, maxDays = null } = estimate?.estimate ?? {};
  const days = minDays === null || maxDays === null ? null : daysText(minDays, maxDays, t);
  const number = numberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  return (
    <li
      className={cx(
        "relative flex min-w-0 flex-col overflow-hidden rounded-md border bg-surface [content-visibility:auto] [contain-intrinsic-size:auto_300px]",
        chosen ? "border-accent-ink ring-1 ring-accent-ink" : "border-line hover:border-line-strong",
      )}
    >
      <button
        type="button"
        onClick={onLook}
        className="flex min-w-0 flex-col text-start focus-visible:-outline-offset-2"
      >
        <Thumb url={tile.imageUrl} className="aspect-square w-full rounded-none border-0 border-b" />
        <span className="line-clamp-2 min-h-11 px-2.5 pt-2 text-sm leading-[18px] text-ink">{name}</span>
      </button>
      {/* The whole corner is the target: a thumb is wider than the box. */}
      <label className="absolute start-0 top-0 grid size-10 place-items-center">
        <input
          type="checkbox"
          className="size-5 rounded-sm accent-accent shadow-lift"
          aria-label={t("sourcing.choose", { name })}
          checked={chosen}
          onChange={onChoose}
        />
      </label>
      {mine ? (
        // Below in the picture: on a phone it is as wide as the tile, and the corner above is the box's.
        <span className="pointer-events-none absolute inset-x-0 top-0 flex aspect-square items-end justify-end p-2">
          <Badge tone="info" icon={<Check size={12} aria-hidden />}>
            {t("sourcing.mine")}
          </Badge>
        </span>
      ) : null}
      <div className="mt-auto flex flex-col gap-1.5 px-2.5 pb-2.5 pt-1.5">
        <div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
          <span className="text-sm font-semibold text-ink">
            {tile.minUsd ? <UsdRange min={tile.minUsd} max={tile.maxUsd ?? tile.minUsd} /> : t("sourcing.noPrice")}
          </span>
          <MarginChip externalId={tile.externalId} name={name} estimate={estimate} />
        </div>
        <p className="flex flex-wrap gap-x-2 text-xs tabular-nums text-muted">
          <span>
            {tile.stock === null
              ? t("catalogue.stock.unknown")
              : tile.stock === 0
                ? t("catalogue.stock.out")
                : t("sourcing.inStock", { count: tile.stock, number: number.format(tile.stock) })}
          </span>
          {tile.listedCount === null ? null : (
            <span>{t("sourcing.listed", { number: number.format(tile.listedCount) })}</span>
          )}
          {days ? <span title={t("sourcing.deliveryBy")}>{days}</span> : null}
          {tile.freeShipping ? <span className="text-good">{t("sourcing.free")}</span> : null}
        </p>
      </div>
    </li>
  );
}
