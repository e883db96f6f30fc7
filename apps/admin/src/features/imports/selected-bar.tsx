import type { PreviewRowId } from "@nexusone/contracts/ids";
import { Button, IconButton } from "@nexusone/ui/button";
import { ActionBar } from "@nexusone/ui/layout";
import { CircleMinus, CirclePlus, Pencil, X } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import type { Selection } from "../catalogue/use-selection.ts";
import { EditRowsDialog } from "./edit-rows-dialog.tsx";
import { isEditable, type Preview } from "./triage-results.ts";
import type { PreviewVerbs } from "./use-preview.ts";

type Props = { preview: Preview; selection: Selection<PreviewRowId>; verbs: PreviewVerbs };

/** What can be done with the chosen rows before anything happens. */
export function SelectedBar({ preview, selection, verbs }: Props) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const chosen = preview.rows.filter(({ id }) => selection.ids.has(id));
  const editable = chosen.filter(isEditable);
  const inside = editable.filter(({ status }) => status === "ok");
  const outside = editable.filter(({ status }) => status === "excluded");
  const none = editable.length === 0 ? t("imports.triage.notEditable") : undefined;
  const put = (include: boolean): void => {
    const rows = include ? outside : inside;
    // What went wrong is said above the table.
    void verbs.change(idsOf(rows), { include })?.then(selection.clear, () => undefined);
  };
  return (
    <ActionBar label={t("bulk.bar")} said={t("bulk.count", { count: chosen.length })}>
      <IconButton size="sm" label={t("bulk.clear")} icon={<X size={15} aria-hidden />} onClick={selection.clear} />
      <span className="flex-1" />
      <Button
        size="sm"
        refused={none ?? (inside.length === 0 ? t("imports.triage.alreadyOut") : undefined)}
        busy={verbs.changing}
        icon={<CircleMinus size={13} aria-hidden />}
        onClick={() => put(false)}
      >
        {t("imports.triage.leaveOut")}
      </Button>
      <Button
        size="sm"
        refused={none ?? (outside.length === 0 ? t("imports.triage.alreadyIn") : undefined)}
        busy={verbs.changing}
        icon={<CirclePlus size={13} aria-hidden />}
        onClick={() => put(true)}
      >
        {t("imports.triage.takeIn")}
      </Button>
      <Button size="sm" refused={none} icon={<Pencil size={13} aria-hidden />} onClick={() => setEditing(true)}>
        {t("imports.triage.edit")}
      </Button>
      {editing ? (
        <EditRowsDialog
          rowIds={idsOf(editable)}
          preview={preview}
          verbs={verbs}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false);
            selection.clear();
          }}
        />
      ) : null}
    </ActionBar>
  );
}

const idsOf = (rows: Preview["rows"]): PreviewRowId[] => rows.map(({ id }) => id);
