import { Input } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

/** Notes that the order was placed, and which of this shop's orders it is. */
export function CompleteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const [number, setNumber] = useState("");
  const complete = useMutation(
    api.orderLinks.complete.mutationOptions({
      onSuccess: () => {
        onClose();
        void toastDone(t("common.saved"));
      },
      onSettled: () => queryClient.invalidateQueries(api.orderLinks.pathFilter()),
    }),
  );
  return (
    <FormDialog
      title={t("orderLinks.completeTitle")}
      description={t("orderLinks.completeText")}
      action={t("orderLinks.complete")}
      busy={complete.isPending}
      error={complete.error}
      onClose={onClose}
      onSubmit={() => complete.mutate({ id, ...(number.trim() && { number: number.trim() }) })}
    >
      <Input
        label={t("orders.ownNumber")}
        optional
        hint={t("orderLinks.numberHint")}
        maxLength={50}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
    </FormDialog>
  );
}
