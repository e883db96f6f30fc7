import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { FilterLine } from "./filter-line.tsx";
import type { SavedFilter } from "./saved-filters.tsx";

type Props = { items: readonly SavedFilter[]; onClose: () => void };

/** Renames, shares and deletes saved filters. What was deleted last can be taken back, here: a toast lies behind the dialog. */
export function ManageFilters({ items, onClose }: Props) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const [gone, setGone] = useState<SavedFilter>();
  const again = () => queryClient.invalidateQueries(api.savedFilters.pathFilter());
  const change = useMutation(api.savedFilters.change.mutationOptions({ onSuccess: again }));
  const restore = useMutation(
    api.savedFilters.save.mutationOptions({
      onSuccess: () => {
        setGone(undefined);
        return again();
      },
    }),
  );
  const remove = useMutation(
    api.savedFilters.delete.mutationOptions({
      onSuccess: (deleted) => {
        setGone(deleted);
        return again();
      },
    }),
  );
  const busy = change.isPending || remove.isPending || restore.isPending;
  const changeable = items.filter((item) => item.changeable);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={t("saved.title")}>
      <div className="flex flex-col gap-3">
        <Refused error={change.error ?? remove.error ?? restore.error} />
        {gone ? (
          <div role="status" className="flex items-center gap-2 rounded-md bg-sunken px-3 py-1.5 text-sm text-soft">
            <span className="min-w-0 flex-1 truncate">{t("saved.deleted", { name: gone.name })}</span>
            <Button
              size="sm"
              busy={restore.isPending}
              onClick={() => restore.mutate({ name: gone.name, query: gone.query, shared: gone.shared })}
            >
              {t("own.undo")}
            </Button>
          </div>
        ) : null}
        {changeable.length === 0 ? <p className="text-sm text-muted">{t("saved.none")}</p> : null}
        <ul className="flex flex-col divide-y divide-line">
          {changeable.map((item) => (
            <FilterLine
              key={item.id}
              item={item}
              busy={busy}
              onRename={(name) => change.mutateAsync({ id: item.id, name })}
              onShare={(shared) => change.mutate({ id: item.id, shared })}
              onDelete={() => remove.mutate({ id: item.id })}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
