import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { Profit } from "./profit.tsx";
import { CostThenNow, Figure, type Substitutable, type Substitute } from "./substitute-row.tsx";
import { type Order, useTakeOrder } from "./use-order.ts";

type Props = { order: Order; line: Substitutable; by: Substitute; onClose: () => void };

/** Says what changes by it, and takes the word of whoever decides. */
export function SubstituteDialog({ order, line, by, onClose }: Props) {
  const t = useT();
  const { api } = useShop();
  const take = useTakeOrder();
  const queryClient = useQueryClient();
  const substitute = useMutation(
    api.fulfilment.substituteLine.mutationOptions({
      onSuccess: async (changed) => {
        await take(changed);
        onClose();
        void toastDone(t("substitutes.done", { number: order.number }));
      },
      // Refused, it is another choice by now as well.
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(api.fulfilment.pathFilter()),
          queryClient.invalidateQueries(api.payments.pathFilter()),
        ]),
    }),
  );
  const { lineId, variantId: insteadOf } = line;
  const from = order.lines.find(({ id }) => id === lineId)?.label ?? line.ordered.label;
  const { variantId } = by;
  return (
    <FormDialog
      title={t("substitutes.confirm", { from, to: by.label })}
      action={t("substitutes.act")}
      busy={substitute.isPending}
      error={substitute.error}
      onClose={onClose}
      onSubmit={() => substitute.mutate({ orderId: order.id, lineId, insteadOf, variantId })}
    >
      <div className="flex flex-wrap gap-x-8 gap-y-3 rounded-md border border-line bg-sunken px-3 py-3">
        <CostThenNow then={line.ordered.costUsd} now={by.costUsd} />
        <Figure label={`${t("substitutes.leaves")}, ${t("substitutes.before")}`}>
          <Profit minor={order.profitMinor} currency={order.currency} />
        </Figure>
        <Figure label={`${t("substitutes.leaves")}, ${t("substitutes.after")}`}>
          <Profit minor={by.orderProfitMinor} currency={order.currency} />
        </Figure>
      </div>
      <p className="text-soft">{t("substitutes.confirmText")}</p>
    </FormDialog>
  );
}
