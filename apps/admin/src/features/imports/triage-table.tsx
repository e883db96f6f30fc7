import type { PreviewRowId } from "@nexusone/contracts/ids";
import { Td, Th } from "@nexusone/ui/table";
import { Checkbox } from "@nexusone/ui/toggle";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useCallback } from "react";
import { useT } from "../../i18n/context.tsx";
import { usePhone } from "../../lib/use-media.ts";
import type { Selection } from "../catalogue/use-selection.ts";
import type { Preview, TriageRow } from "./triage-results.ts";
import { TriageLine } from "./triage-line.tsx";

const ROW_PX = 60;
const CARD_PX = 116;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
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

  // Arrows (or j and k) move between the names, x chooses a row and Shift all up to it; Enter opens the look.
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const name = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-row]") : null;
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = Number(name.dataset["row"]);
    const step = STEPS[event.key];
    if (step !== undefined) {
      const next = Math.min(Math.max(index + step, 0), rows.length - 1);
      virtual.scrollToIndex(next);
      const focusNext = () => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
      focusNext();
      requestAnimationFrame(focusNext);
    } else if (event.key.toLowerCase() === "x") selection?.toggle(index, event.shiftKey);
    else return;
    event.preventDefault();
  };

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
            {selection ? (
              <Checkbox
                className="me-3 inline-flex align-middle"
                label={t("bulk.takeLoaded")}
                hideLabel
                checked={rows.length > 0 && selection.ids.size === rows.length}
                onChange={(event) => (event.target.checked ? selection.takeLoaded() : selection.clear())}
              />
            ) : null}
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
        {before > 0 ? <Spacer height={before} /> : null}
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
        {after > 0 ? <Spacer height={after} /> : null}
      </tbody>
    </table>
  );
}

const Spacer = ({ height }: { height: number }) => (
  <tr aria-hidden>
    <Td colSpan={7} style={{ height, padding: 0 }} />
  </tr>
);
