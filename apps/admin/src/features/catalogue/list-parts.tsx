import { Checkbox } from "@nexusone/ui/toggle";
import { useT } from "../../i18n/context.tsx";
import type { Selection } from "./use-selection.ts";

/** The room of the rows of a virtual table that are not drawn. */
export const Spacer = ({ height, columns }: { height: number; columns: number }) =>
  height > 0 ? (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  ) : null;

type Taken = Pick<Selection, "all" | "takeLoaded" | "clear"> & { readonly ids: ReadonlySet<string> };

/** In the head of a list: chooses what is loaded, or nothing. */
export function TakeLoaded({ selection, loaded }: { selection: Taken | undefined; loaded: number }) {
  const t = useT();
  return selection ? (
    <Checkbox
      className="me-3 inline-flex align-middle"
      label={t("bulk.takeLoaded")}
      hideLabel
      checked={selection.all || (loaded > 0 && selection.ids.size === loaded)}
      onChange={(event) => (event.target.checked ? selection.takeLoaded() : selection.clear())}
    />
  ) : null;
}
