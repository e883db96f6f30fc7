import { amountText, formatMoney, parseAmount } from "@nexusone/contracts/money";
import type { PaymentKind } from "@nexusone/contracts/payment-terms";
import { Input } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { newUuid } from "../../lib/uuid.ts";

type Props = {
  money: Outputs["payments"]["getOrderMoney"];
  number: string;
  kind: PaymentKind;
  onClose: () => void;
};

/** Notes a payment or a refund. Without a reference one is drawn when the dialog opens: a second press is the same payment. */
export function PaymentDialog({ money, number, kind, onClose }: Props) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const { currency, orderId } = money;
  const refund = kind === "refund";
  const [text, setText] = useState(amountText(refund ? money.refundableMinor : money.dueMinor, currency));
  const [drawn] = useState(newUuid);
  const [reference, setReference] = useState("");
  const [note, setNote] = useState("");
  const record = useMutation(
    api.payments.record.mutationOptions({
      onSuccess: async (changed) => {
        queryClient.setQueryData(api.payments.getOrderMoney.queryKey({ orderId }), changed);
        void toastDone(t("payments.noted"));
        onClose();
        // The list of orders and the order's history tell of payments as well.
        for (const told of [api.payments, api.orders]) await queryClient.invalidateQueries(told.pathFilter());
      },
    }),
  );
  const amountMinor = parseAmount(text, currency) ?? 0;
  const most = refund ? money.refundableMinor : undefined;
  const wrong =
    amountMinor <= 0
      ? t("payments.amountInvalid", { example: amountText(1_250, currency) })
      : most !== undefined && amountMinor > most
        ? t("payments.amountMost", { most: formatMoney(most, currency, locale) })
        : undefined;
  return (
    <FormDialog
      title={t(refund ? "payments.refundTitle" : "payments.recordTitle", { number })}
      description={refund ? t("payments.refundText") : undefined}
      action={t(refund ? "payments.refundAction" : "payments.recordAction", {
        amount: formatMoney(Math.max(0, amountMinor), currency, locale),
      })}
      look={refund ? "danger" : "primary"}
      busy={record.isPending}
      refused={wrong}
      error={record.error}
      onClose={onClose}
      onSubmit={() => {
        if (!wrong) record.mutate({ orderId, kind, amountMinor, reference: reference.trim() || drawn, note });
      }}
    >
      <Input
        label={t("payments.amount")}
        suffix={currency}
        inputMode="decimal"
        value={text}
        error={wrong}
        onChange={(event) => setText(event.target.value)}
      />
      <Input
        label={t("payments.reference")}
        optional
        hint={t("payments.referenceHint")}
        maxLength={100}
        value={reference}
        onChange={(event) => setReference(event.target.value)}
      />
      <Input
        label={t("payments.note")}
        optional
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </FormDialog>
  );
}
