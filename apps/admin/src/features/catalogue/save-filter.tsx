import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input } from "@nexusone/ui/field";
import { Switch } from "@nexusone/ui/toggle";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import type { ListFilters } from "./list-search.ts";
import type { SavedFilter } from "./saved-filters.tsx";
import { toSavedQuery } from "./saved-query.ts";

type Props = { filters: ListFilters; items: readonly SavedFilter[]; onClose: () => void };
const LONGEST_NAME = 60;

/** Keeps what the list shows under a name. A name one has already takes the new filters, and the button says so. */
export function SaveFilter({ filters, items, onClose }: Props) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("catalog:edit");
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const wanted = name.trim();
  const same = items.find((item) => item.name.toLowerCase() === wanted.toLowerCase());
  const onSuccess = async (): Promise<void> => {
    void toastDone(t("saved.done", { name: wanted }));
    await queryClient.invalidateQueries(api.savedFilters.pathFilter());
    onClose();
  };
  const save = useMutation(api.savedFilters.save.mutationOptions({ onSuccess }));
  const replace = useMutation(api.savedFilters.change.mutationOptions({ onSuccess }));
  const submit = (): void => {
    const query = toSavedQuery(filters);
    if (same) replace.mutate({ id: same.id, query, ...(shared && { shared }) });
    else save.mutate({ name: wanted, query, shared });
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={t("saved.saveTitle")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== "") submit();
        }}
      >
        <Refused error={save.error ?? replace.error} />
        <Input
          label={t("saved.name")}
          hint={same ? t("saved.replaceHint") : t("saved.nameHint")}
          maxLength={LONGEST_NAME}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Switch
          label={t("saved.share")}
          hint={refused ?? t("saved.shareHint")}
          checked={shared}
          disabled={refused !== undefined}
          onChange={setShared}
        />
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button
            look="primary"
            type="submit"
            busy={save.isPending || replace.isPending}
            refused={wanted === "" ? t("saved.nameFirst") : undefined}
          >
            {same ? t("saved.replace") : t("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
