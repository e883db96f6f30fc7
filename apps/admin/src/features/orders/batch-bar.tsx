import type { OrderId } from "@nexusone/contracts/ids";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { ChoiceBar } from "../catalogue/choice-bar.tsx";
import type { Choice } from "../catalogue/use-selection.ts";
import { BatchForm } from "./batch-form.tsx";
import { filterOf } from "./orders-queries.ts";
import type { OrdersSearch } from "./orders-search.ts";

type Props = {
  choice: Choice<OrderId>;
  search: OrdersSearch;
  /** Whether the filters match more than what is chosen. */
  more: boolean;
  onPlanned: (id: string) => void;
};

/** Chosen orders and what can be done with them, over the end of the list. */
export default function BatchBar({ choice, search, more, onPlanned }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { ids, all } = choice;
  return (
    <ChoiceBar
      label={t("batch.bar")}
      className="sticky bottom-3"
      said={all ? t("batch.all") : t("batch.count", { count: ids.size })}
      takeAll={more && !all ? { words: t("batch.takeAll"), onClick: choice.takeAll } : undefined}
      act={{
        words: t("batch.act"),
        refused: all || ids.size > 0 ? undefined : t("batch.none"),
        onClick: () => setOpen(true),
      }}
      onClear={choice.clear}
    >
      {open ? (
        <BatchForm
          selection={all ? { filters: filterOf({ ...NO_FILTER, ...search }) } : { ids: [...ids] }}
          onClose={() => setOpen(false)}
          onPlanned={(id) => {
            setOpen(false);
            onPlanned(id);
          }}
        />
      ) : null}
    </ChoiceBar>
  );
}

const NO_FILTER = { status: undefined, money: undefined, q: undefined };
