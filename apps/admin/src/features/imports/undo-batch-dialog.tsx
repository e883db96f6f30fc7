import type { PreviewId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";

type Done = Outputs["imports"]["undoBatch"];
type Left = Done["edited"][number] & { readonly order?: string | null };
type Props = { id: PreviewId; count: number; onClose: () => void };

/** Takes a whole import back after asking; then says what it left and why, and asks once more about what was edited since. */
export function UndoBatchDialog({ id, count, onClose }: Props) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const undo = useMutation(
    api.imports.undoBatch.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries(api.imports.pathFilter()),
          queryClient.invalidateQueries(api.billing.pathFilter()),
          queryClient.invalidateQueries(api.catalog.pathFilter()),
        ]),
    }),
  );
  const done = undo.data;
  const edited = done?.edited ?? [];
  const action =
    done && edited.length === 0 ? null : (
      <Button look="danger" busy={undo.isPending} onClick={() => undo.mutate({ id, force: done !== undefined })}>
        {done ? t("imports.undoBatch.force", { count: edited.length }) : t("imports.undoBatch.action", { count })}
      </Button>
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("imports.undoBatch.title")}
      footer={
        <>
          <Button onClick={onClose}>{t(done ? "imports.undoBatch.close" : "product.undoKeep")}</Button>
          {action}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {done ? (
          <p role="status">
            {t("imports.undoBatch.done", { count: done.undone })}{" "}
            {t("imports.undoBatch.credits", { count: done.credits })}
          </p>
        ) : (
          <p className="text-soft">{t("imports.undoBatch.text")}</p>
        )}
        <LeftRows title={t("imports.undoBatch.edited")} rows={edited} />
        <LeftRows title={t("imports.undoBatch.over")} rows={rowsOf(done, "expired")} />
        <LeftRows title={t("imports.undoBatch.gone")} rows={rowsOf(done, "gone")} />
        <LeftRows title={t("imports.undoBatch.ordered")} rows={rowsOf(done, "ordered")} />
        <Refused error={undo.error} />
      </div>
    </Dialog>
  );
}

const rowsOf = (done: Done | undefined, cause: Done["refused"][number]["cause"]): Left[] =>
  (done?.refused ?? []).filter((one) => one.cause === cause).map(({ row, order }) => ({ ...row, order }));

function LeftRows({ title, rows }: { title: string; rows: readonly Left[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <p className="font-medium">{title}</p>
      <ul className="max-h-48 overflow-y-auto text-sm text-soft">
        {rows.map((row) => (
          <li key={row.id} className="truncate" title={row.externalId}>
            {row.name ?? row.externalId}
            {row.order ? ` · ${row.order}` : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
