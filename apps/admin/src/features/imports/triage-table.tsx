import type { PreviewRowId } from "@nexusone/contracts/ids";
import { Th } from "@nexusone/ui/table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback } from "react";
import { useT } from "../../i18n/context.tsx";
import { usePhone } from "../../lib/use-media.ts";
import { Spacer, TakeLoaded } from "../catalogue/list-parts.tsx";
import { rowKeys } from "../catalogue/row-keys.ts";
import type { Selection } from "../catalogue/use-selection.ts";
import type { Preview, TriageRow } from "./triage-results.ts";
import { TriageLine } from "./triage-line.tsx";

const ROW_PX = 60;
const CARD_PX = 116;
const COLUMNS = 7;
type Props = {
  scroller: RefObject<HTMLDivElement | null>;
  preview: Preview;
  rows: readonly TriageRow[];
  /** Undefined while the rows are still read. */
  selection: Selection<PreviewRowId> | undefined;
  onLook: (id: PreviewRowId) => void;
};

/** Virtual rows of their own heights between two spacers: 500 products for the price of 20. */
export function TriageTable({ scroller, preview, rows, selection, onLook }: Props) {
  const t = useT();
  const phone = usePhone();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? CARD_PX : ROW_PX),
    overscan: 10,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const measure = useCallback((line: HTMLTableRowElement | null) => virtual.measureElement(line), [virtual]);

  const onKeyDown = rowKeys({ scroller, virtual, count: rows.length, onChoose: selection?.toggle });

  return (
    <table
      aria-label={t("imports.sheet.products")}
      aria-rowcount={rows.length + 1}
      className="w-full border-separate border-spacing-0 text-sm md:min-w-[940px]"
      onKeyDown={onKeyDown}
    >
      <thead className="sticky top-0 z-20 bg-surface max-md:sr-only">
        <tr aria-rowindex={1}>
          <Th className="sm:first:ps-6">
            <TakeLoaded selection={selection} loaded={rows.length} />
            {t("imports.column.product")}
          </Th>
          <Th>{t("imports.column.result")}</Th>
          <Th>{t("imports.category")}</Th>
          <Th end>{t("product.cost")}</Th>
          <Th end>{t("imports.sheet.landed")}</Th>
          <Th end>{t("product.price")}</Th>
          <Th className="sm:last:pe-6">{t("product.margin")}</Th>
        </tr>
      </thead>
      <tbody>
        <Spacer height={before} columns={COLUMNS} />
        {items.map(({ index, key }) => {
          const row = rows[index];
          return row ? (
            <TriageLine
              key={key}
              {...{ row, index, preview, measure, onLook }}
              chosen={selection?.ids.has(row.id) ?? false}
              onChoose={selection?.toggle}
            />
          ) : null;
        })}
        <Spacer height={after} columns={COLUMNS} />
      </tbody>
    </table>
  );
}
