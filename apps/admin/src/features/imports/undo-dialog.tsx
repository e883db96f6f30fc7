import type { ImportLogId } from "@nexusone/contracts/ids";
import { instantText } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { refusalOf } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

type Props = {
  // The contract's views carry the id of an import log as a plain uuid in one place and branded in another.
  importLogId: ImportLogId | string;
  name: string;
  until: string;
  onClose: () => void;
  onDone?: () => void;
};

/** Takes an import back after asking. A product edited since is asked about once more by name of that fact. */
export function UndoDialog({ importLogId, name, until, onClose, onDone }: Props) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const undo = useMutation(
    api.imports.undo.mutationOptions({
      onSuccess: async () => {
        onDone?.();
        onClose();
        void toastDone(t("product.undone"));
        await Promise.all([
          queryClient.invalidateQueries(api.imports.pathFilter()),
          queryClient.invalidateQueries(api.billing.pathFilter()),
          queryClient.invalidateQueries(api.catalog.listProducts.pathFilter()),
          queryClient.invalidateQueries(api.catalog.listFacets.pathFilter()),
        ]);
      },
    }),
  );
  const edited = refusalOf(undo.error)?.details["cause"] === "edited";
  const run = (force: boolean): void => undo.mutate({ importLogId: importLogId as ImportLogId, force });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("product.undoTitle")}
      footer={
        <>
          <Button onClick={onClose}>{t("product.undoKeep")}</Button>
          <Button look="danger" busy={undo.isPending} onClick={() => run(edited)}>
            {t(edited ? "product.undoForce" : "product.undoAction")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-soft">{t("product.undoText", { name, until: instantText(until, locale, undefined) })}</p>
        <Refused error={undo.error} />
      </div>
    </Dialog>
  );
}
