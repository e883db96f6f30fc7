import { Checkbox } from "@nexusone/ui/toggle";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { MarginCell, PriceCell, StatusBadge, StockCell } from "./cells.tsx";
import { MoreRow } from "./more-row.tsx";
import { Thumb } from "./thumb.tsx";
import type { ProductRow } from "./use-list.ts";
import { useOverscan } from "./use-overscan.ts";
import type { Selection } from "./use-selection.ts";
import { type MorePages, useMorePages } from "./use-more.ts";

const CARD_PX = 96;
type Props = {
  scroller: RefObject<HTMLDivElement | null>;
  rows: readonly ProductRow[];
  query: MorePages;
  /** Undefined for who may not change products. */
  selection: Selection | undefined;
};

/** The list on a phone: the name and the two numbers that matter, price and margin. */
export function ProductCards({ scroller, rows, query, selection }: Props) {
  const t = useT();
  const { slug } = useShop();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX,
    overscan: useOverscan(8),
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useMorePages(virtual, rows.length, query);
  return (
    <>
      <ul aria-label={t("catalogue.title")} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li
              key={key}
              className="absolute inset-x-0 top-0 flex border-b border-line"
              style={{ height: CARD_PX, transform: `translateY(${start}px)` }}
            >
              {selection?.choosing ? (
                <span className="grid w-12 shrink-0 place-items-center">
                  <Checkbox
                    label={t("bulk.choose", { name: row.name })}
                    hideLabel
                    className="touch-target items-center justify-center"
                    checked={selection.all || selection.ids.has(row.id)}
                    onChange={() => selection.toggle(index, false)}
                  />
                </span>
              ) : null}
              <Link
                to="/m/$slug/catalogue/$productId"
                params={{ slug, productId: row.id }}
                className="flex h-full min-w-0 flex-1 items-center gap-3 px-4 active:bg-hover"
              >
                <Thumb url={row.imageUrl} className="size-16" />
                <span className="flex min-w-0 flex-1 flex-col gap-1">
                  <span className="line-clamp-2 text-sm font-medium leading-[18px] text-ink">{row.name}</span>
                  <span className="flex items-center gap-2 text-xs text-muted">
                    <StatusBadge status={row.status} />
                    <StockCell unit row={row} />
                  </span>
                </span>
                <span className="flex shrink-0 flex-col items-end gap-1">
                  <span className="font-semibold text-ink">
                    <PriceCell row={{ ...row, maxPriceMinor: row.minPriceMinor }} />
                  </span>
                  <MarginCell row={row} />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <MoreRow query={query} />
    </>
  );
}
