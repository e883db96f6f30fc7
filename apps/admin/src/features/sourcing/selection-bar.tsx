import { Button, IconButton } from "@nexusone/ui/button";
import { ActionBar } from "@nexusone/ui/layout";
import { Columns3, Download, X } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import { MAX_REFS } from "../imports/parse-refs.ts";
import { useStartPreview } from "../imports/use-start-preview.ts";
import { Refused } from "../../app/refused.tsx";
import { MOST_COMPARED } from "./compare-dialog.tsx";

type Props = { ids: readonly string[]; onCompare: () => void; onClear: () => void };

/** What can be done with the chosen products; they stay chosen over filters and pages. */
export function SelectionBar({ ids, onCompare, onClear }: Props) {
  const t = useT();
  const { start, isPending, error } = useStartPreview();
  const refused = useRefusal("catalog:import");
  const tooMany = ids.length > MOST_COMPARED ? t("sourcing.compare.most", { count: MOST_COMPARED }) : undefined;
  return (
    <ActionBar label={t("sourcing.selection")} said={t("sourcing.chosen", { count: ids.length })}>
      <IconButton size="sm" label={t("sourcing.unselectAll")} icon={<X size={15} aria-hidden />} onClick={onClear} />
      <span className="flex-1" />
      <Button
        icon={<Columns3 size={15} aria-hidden />}
        refused={ids.length < 2 ? t("sourcing.compare.least") : tooMany}
        onClick={onCompare}
      >
        {t("sourcing.compare")}
      </Button>
      <Button
        look="primary"
        refused={refused ?? (ids.length > MAX_REFS ? t("imports.tooMany") : undefined)}
        busy={isPending}
        icon={<Download size={15} aria-hidden />}
        onClick={() => start(ids.map((ref) => ({ ref })))}
      >
        {t("sourcing.import", { count: ids.length })}
      </Button>
      {error ? (
        <div className="basis-full">
          <Refused error={error} onRetry={() => start(ids.map((ref) => ({ ref })))} />
        </div>
      ) : null}
    </ActionBar>
  );
}
