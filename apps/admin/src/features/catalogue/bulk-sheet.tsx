import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { BulkForm } from "./bulk-form.tsx";
import { BulkPreview } from "./bulk-preview.tsx";

type Props = { selection: Parameters<typeof BulkForm>[0]["selection"]; onClose: () => void };
const LOOK_MS = 700;
const MOVING: readonly string[] = ["reading", "running", "undoing"];

/** From the choice of a change over its preview to its undo. Nothing happens before the preview is confirmed. */
export function BulkSheet({ selection, onClose }: Props) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const [id, setId] = useState<string>();
  const edit = useQuery(
    api.bulkEdits.get.queryOptions(
      { id: id ?? "" },
      {
        enabled: id !== undefined,
        refetchInterval: ({ state }) => (MOVING.includes(state.data?.state ?? "reading") ? LOOK_MS : false),
      },
    ),
  );
  const again = () => queryClient.invalidateQueries({ queryKey: api.bulkEdits.pathKey() });
  const commit = useMutation(api.bulkEdits.commit.mutationOptions({ onSuccess: again }));
  const undo = useMutation(api.bulkEdits.undo.mutationOptions({ onSuccess: again }));
  const state = edit.data?.state;
  useEffect(() => {
    if (state !== "done" && state !== "undone") return;
    void queryClient.invalidateQueries({ queryKey: api.catalog.pathKey() });
    void queryClient.invalidateQueries({ queryKey: api.bulkEdits.listRows.pathKey() });
  }, [state, queryClient, api]);

  const { planned = 0, changed = 0 } = edit.data?.counts ?? {};
  const footer =
    state === "ready" ? (
      <>
        <Button onClick={() => setId(undefined)}>{t("bulk.back")}</Button>
        <Button
          look="primary"
          busy={commit.isPending}
          refused={planned === 0 ? t("bulk.nothing") : undefined}
          onClick={() => commit.mutate({ id: id ?? "" })}
        >
          {t("bulk.commit", { count: planned })}
        </Button>
      </>
    ) : state === "done" || state === "undone" ? (
      <>
        {state === "done" && changed > 0 ? (
          <Button look="danger" busy={undo.isPending} onClick={() => undo.mutate({ id: id ?? "" })}>
            {t("bulk.undo", { count: changed })}
          </Button>
        ) : null}
        <Button look="primary" onClick={onClose}>
          {t("bulk.finish")}
        </Button>
      </>
    ) : undefined;

  return (
    <Dialog open wide onOpenChange={(open) => (open ? undefined : onClose())} title={t("bulk.title")} footer={footer}>
      {id === undefined ? (
        <BulkForm selection={selection} onPlanned={setId} />
      ) : (
        <div className="flex flex-col gap-4">
          <Refused
            error={edit.error ?? commit.error ?? undo.error}
            onRetry={() => void edit.refetch()}
            onStartOver={() => {
              commit.reset();
              setId(undefined);
            }}
          />
          {edit.data ? <BulkPreview edit={edit.data} /> : null}
        </div>
      )}
    </Dialog>
  );
}
