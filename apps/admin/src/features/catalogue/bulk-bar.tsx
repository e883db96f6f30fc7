import { Button, IconButton } from "@nexusone/ui/button";
import { X } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { BulkSheet } from "./bulk-sheet.tsx";
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
    <div
      role="region"
      aria-label={t("bulk.bar")}
      className="absolute inset-x-0 bottom-3 z-30 mx-auto flex w-fit max-w-[calc(100%-1rem)] animate-rise flex-wrap items-center justify-center gap-2 rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-lift"
    >
      <span role="status" className="font-medium tabular-nums">
        {all
          ? total == null
            ? t("bulk.allMany")
            : t("bulk.all", { count: total })
          : t("bulk.count", { count: ids.size })}
      </span>
      {more ? (
        <Button size="sm" look="quiet" onClick={selection.takeAll}>
          {total == null ? t("bulk.takeAllMany") : t("bulk.takeAll", { count: total })}
        </Button>
      ) : null}
      <Button
        size="sm"
        look="primary"
        refused={all || ids.size > 0 ? undefined : t("bulk.none")}
        onClick={() => setOpen(true)}
      >
        {t("bulk.change")}
      </Button>
      <IconButton size="sm" label={t("bulk.clear")} icon={<X size={15} aria-hidden />} onClick={selection.clear} />
      {open ? (
        <BulkSheet
          selection={all ? { filters: filterInput(withoutOrder(filters)) } : { ids: [...ids] }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

const withoutOrder = ({ sort: _sort, ...filters }: ListFilters): Omit<ListFilters, "sort"> => filters;
