import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { BulkSheet } from "./bulk-sheet.tsx";
import { ChoiceBar } from "./choice-bar.tsx";
import { filterInput, type ListFilters } from "./list-search.ts";
import type { Selection } from "./use-selection.ts";

type Props = {
  selection: Selection;
  filters: ListFilters;
  loaded: number;
  /** How many match; null past the number that is counted. */
  total: number | null | undefined;
};

/** What is chosen and what can be done with it, over the end of the list. */
export default function BulkBar({ selection, filters, loaded, total }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { ids, all } = selection;
  const more = !all && ids.size === loaded && total !== loaded;
  return (
    <ChoiceBar
      label={t("bulk.bar")}
      className="absolute inset-x-0 bottom-3"
      said={
        all
          ? total == null
            ? t("bulk.allMany")
            : t("bulk.all", { count: total })
          : t("bulk.count", { count: ids.size })
      }
      takeAll={
        more
          ? {
              words: total == null ? t("bulk.takeAllMany") : t("bulk.takeAll", { count: total }),
              onClick: selection.takeAll,
            }
          : undefined
      }
      act={{
        words: t("bulk.change"),
        refused: all || ids.size > 0 ? undefined : t("bulk.none"),
        onClick: () => setOpen(true),
      }}
      onClear={selection.clear}
    >
      {open ? (
        <BulkSheet
          selection={all ? { filters: filterInput(withoutOrder(filters)) } : { ids: [...ids] }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </ChoiceBar>
  );
}

const withoutOrder = ({ sort: _sort, ...filters }: ListFilters): Omit<ListFilters, "sort"> => filters;
