import type { OrderId } from "@nexusone/contracts/ids";
import { ORDER_BATCH_ACTS } from "@nexusone/contracts/order-batch-terms";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { filterOf } from "./orders-queries.ts";

type Props = {
  selection: { ids: OrderId[] } | { filters: ReturnType<typeof filterOf> };
  onClose: () => void;
  onPlanned: (id: string) => void;
};

/** Which act for the chosen orders. Its preview changes nothing. */
export function BatchForm({ selection, onClose, onPlanned }: Props) {
  const t = useT();
  const { api, can } = useShop();
  const [act, setAct] = useState<(typeof ORDER_BATCH_ACTS)[number]>("confirm");
  const [words, setWords] = useState({ note: "", carrier: "" });
  const preview = useMutation(api.orderBatches.preview.mutationOptions({ onSuccess: ({ id }) => onPlanned(id) }));
  const mayPay = can("orders:pay");
  return (
    <FormDialog
      title={t("batch.title")}
      action={t("bulk.preview")}
      busy={preview.isPending}
      error={preview.error}
      onClose={onClose}
      onSubmit={() =>
        preview.mutate({
          selection,
          act,
          ...(act === "hold" && { note: words.note }),
          ...(act === "ship" && { carrier: words.carrier }),
        })
      }
    >
      <Select
        label={t("batch.what")}
        value={act}
        hint={mayPay ? t(`batch.hint.${act}`) : `${t(`batch.hint.${act}`)} ${t("batch.mayNotPay")}`}
        onChange={(event) => setAct(ORDER_BATCH_ACTS.find((one) => one === event.target.value) ?? act)}
      >
        {ORDER_BATCH_ACTS.map((one) => (
          <option key={one} value={one} disabled={one === "pay" && !mayPay}>
            {t(`batch.what.${one}`)}
          </option>
        ))}
      </Select>
      {act === "hold" ? (
        <Textarea
          label={t("orders.holdNote")}
          optional
          maxLength={500}
          value={words.note}
          onChange={(event) => setWords({ ...words, note: event.target.value })}
        />
      ) : null}
      {act === "ship" ? (
        <Input
          label={t("orders.carrier")}
          optional
          maxLength={200}
          value={words.carrier}
          onChange={(event) => setWords({ ...words, carrier: event.target.value })}
        />
      ) : null}
    </FormDialog>
  );
}
