import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { IconButton } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Td, Th } from "@nexusone/ui/table";
import { Checkbox } from "@nexusone/ui/toggle";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { PanelRight } from "lucide-react";
import { memo, type RefObject } from "react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { CostCell, MarginCell, PriceCell, StatusBadge, StockCell } from "./cells.tsx";
import { Spacer, TakeLoaded } from "./list-parts.tsx";
import { MoreRow } from "./more-row.tsx";
import { rowKeys } from "./row-keys.ts";
import { Thumb } from "./thumb.tsx";
import type { Density } from "./use-density.ts";
import type { ProductRow } from "./use-list.ts";
import { useOverscan } from "./use-overscan.ts";
import type { Selection } from "./use-selection.ts";
import { type MorePages, useMorePages } from "./use-more.ts";

const ROW_PX: Record<Density, number> = { normal: 56, dense: 40 };
const COLUMNS = 8;
type Look = (id: ProductRow["id"]) => void;
type Props = {
  scroller: RefObject<HTMLDivElement | null>;
  rows: readonly ProductRow[];
  total: number | null | undefined;
  query: MorePages;
  density: Density;
  onLook: Look;
  /** Undefined for who may not change products. */
  selection: Selection | undefined;
};

/** Virtual rows between two spacers: a real table for readers, 100,000 rows for the price of 40. */
export function ProductTable({ scroller, rows, total, query, density, onLook, selection }: Props) {
  const t = useT();
  const height = ROW_PX[density];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: useOverscan(12),
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useMorePages(virtual, rows.length, query);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  const onKeyDown = rowKeys({
    ...{ scroller, virtual, count: rows.length, onChoose: selection?.toggle },
    onSpace: (index) => {
      const row = rows[index];
      if (row) onLook(row.id);
    },
  });

  return (
    <>
      <table
        aria-label={t("catalogue.title")}
        aria-rowcount={(total ?? rows.length) + 1}
        className="w-full min-w-[960px] border-separate border-spacing-0 text-sm"
        onKeyDown={onKeyDown}
      >
        <thead className="sticky top-0 z-20 bg-surface">
          <tr aria-rowindex={1}>
            <Th sticky className="sm:first:ps-6">
              <TakeLoaded selection={selection} loaded={rows.length} />
              {t("catalogue.column.product")}
            </Th>
            <Th>{t("catalogue.column.status")}</Th>
            <Th>{t("catalogue.column.category")}</Th>
            <Th end>{t("catalogue.column.cost")}</Th>
            <Th end>{t("catalogue.column.price")}</Th>
            <Th end>{t("catalogue.column.margin")}</Th>
            <Th end>{t("catalogue.column.stock")}</Th>
            <Th end className="sm:last:pe-6">
              {t("catalogue.column.imported")}
            </Th>
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} columns={COLUMNS} />
          {items.map(({ index, key }) => {
            const row = rows[index];
            return row ? (
              <Row
                key={key}
                row={row}
                index={index}
                height={height}
                onLook={onLook}
                onChoose={selection?.toggle}
                chosen={selection ? selection.all || selection.ids.has(row.id) : false}
              />
            ) : null;
          })}
          <Spacer height={after} columns={COLUMNS} />
        </tbody>
      </table>
      <MoreRow query={query} />
    </>
  );
}

type RowProps = {
  row: ProductRow;
  index: number;
  height: number;
  onLook: Look;
  onChoose: Selection["toggle"] | undefined;
  chosen: boolean;
};
const Row = memo(function Row({ row, index, height, onLook, onChoose, chosen }: RowProps) {
  const t = useT();
  const { slug } = useShop();
  const dense = height < 50;
  return (
    <tr aria-rowindex={index + 2} {...(onChoose && { "aria-selected": chosen })} style={{ height }} className="group">
      <Td
        sticky
        className="max-w-0 py-0! group-focus-within:bg-hover group-hover:bg-hover sm:first:ps-6 w-[34%] min-w-80"
      >
        <div className="relative flex items-center gap-3">
          {onChoose ? (
            <Checkbox
              label={t("bulk.choose", { name: row.name })}
              hideLabel
              tabIndex={-1}
              checked={chosen}
              // The click tells whether Shift is held; React's change event does not.
              onClick={(event) => onChoose(index, event.shiftKey)}
              onChange={() => undefined}
            />
          ) : null}
          <Thumb url={row.imageUrl} className={dense ? "size-7" : "size-9"} />
          <div className="min-w-0 flex-1">
            <Link
              to="/m/$slug/catalogue/$productId"
              params={{ slug, productId: row.id }}
              data-row={index}
              className="block truncate rounded-sm font-medium text-ink hover:underline"
            >
              {row.name}
            </Link>
            {dense ? null : (
              <span className="flex items-center gap-1.5 truncate text-xs text-muted">
                {t("catalogue.variants", { count: row.variantCount })}
                {row.supplier?.environment === "sandbox" ? <> · {t("env.sandbox")}</> : null}
              </span>
            )}
          </div>
          <span className="absolute end-0 rounded-md bg-hover opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
            <IconButton
              size="sm"
              tabIndex={-1}
              label={t("catalogue.quickLook", { name: row.name })}
              icon={<PanelRight size={15} aria-hidden />}
              onClick={() => onLook(row.id)}
            />
          </span>
        </div>
      </Td>
      <Cell>
        <StatusBadge status={row.status} />
      </Cell>
      <Cell className="max-w-36">
        {row.category ? (
          <Badge title={row.category.name}>{row.category.name}</Badge>
        ) : (
          <span className="text-faint">–</span>
        )}
      </Cell>
      <Cell end>
        <CostCell row={row} />
      </Cell>
      <Cell end>
        <PriceCell row={row} />
      </Cell>
      <Cell end>
        <MarginCell row={row} />
      </Cell>
      <Cell end>
        <StockCell row={row} />
      </Cell>
      <Cell end className="whitespace-nowrap text-muted sm:last:pe-6">
        <RelativeTime at={row.importedAt} />
      </Cell>
    </tr>
  );
});

const Cell = (props: Parameters<typeof Td>[0]) => (
  <Td {...props} className={cx("py-0! group-focus-within:bg-hover group-hover:bg-hover", props.className)} />
);
