import { Button, IconButton } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Pencil, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import type { SavedFilter } from "./saved-filters.tsx";

type Props = {
  item: SavedFilter;
  busy: boolean;
  onRename: (name: string) => Promise<unknown>;
  onShare: (shared: boolean) => void;
  onDelete: () => void;
};

/** One saved filter and what can be done with it; its name becomes a field while it is renamed. */
export function FilterLine({ item, busy, onRename, onShare, onDelete }: Props) {
  const t = useT();
  const refused = useRefusal("catalog:edit");
  const [typed, setTyped] = useState<string>();
  const { name, shared, own, ownerName } = item;
  if (typed !== undefined) {
    const wanted = typed.trim();
    return (
      <li className="py-2">
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted === "" || wanted === name) setTyped(undefined);
            // Refused, the field stays: the dialog says why.
            else
              void onRename(wanted).then(
                () => setTyped(undefined),
                () => undefined,
              );
          }}
        >
          <Input
            className="flex-1"
            label={t("saved.name")}
            hideLabel
            // The field takes the place of the button that was pressed.
            autoFocus
            maxLength={60}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button look="quiet" onClick={() => setTyped(undefined)}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" busy={busy}>
            {t("common.save")}
          </Button>
        </form>
      </li>
    );
  }
  const size = { size: 14, "aria-hidden": true } as const;
  return (
    <li className="flex items-center gap-1 py-1.5">
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm text-ink">{name}</span>
        {own && !shared ? null : (
          <span className="block truncate text-xs text-muted">
            {own ? t("saved.isShared") : t("saved.sharedBy", { name: ownerName })}
          </span>
        )}
      </span>
      <IconButton
        size="sm"
        label={t("saved.rename", { name })}
        icon={<Pencil {...size} />}
        onClick={() => setTyped(name)}
      />
      <IconButton
        size="sm"
        label={t("saved.shareOne", { name })}
        aria-pressed={shared}
        className={shared ? "bg-selected text-accent-ink" : undefined}
        icon={<Users {...size} />}
        refused={shared ? undefined : refused}
        onClick={() => onShare(!shared)}
      />
      <IconButton
        size="sm"
        label={t("saved.delete", { name })}
        icon={<Trash2 {...size} />}
        busy={busy}
        onClick={onDelete}
      />
    </li>
  );
}
