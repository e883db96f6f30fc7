import { DISPUTE_MESSAGE_MOST } from "@nexusone/contracts/dispute-terms";
import type { OrderId } from "@nexusone/contracts/ids";
import { Input, Textarea } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { Clock } from "./dispute-clock.tsx";
import { useTakeClocks } from "./use-take-clocks.ts";

/** Notes a dispute that was opened at the supplier's own pages. */
export function OpenDisputeDialog({
  clock,
  orderId,
  onClose,
}: {
  clock: Clock;
  orderId: OrderId;
  onClose: () => void;
}) {
  const t = useT();
  const { api } = useShop();
  const [reference, setReference] = useState("");
  const [note, setNote] = useState("");
  const open = useMutation(api.disputes.open.mutationOptions(useTakeClocks(orderId, onClose)));
  return (
    <FormDialog
      title={t("disputes.openTitle", { number: clock.number })}
      description={t("disputes.openText")}
      action={t("disputes.open")}
      busy={open.isPending}
      error={open.error}
      onClose={onClose}
      onSubmit={() => {
        open.mutate({ supplierOrderId: clock.supplierOrderId, reference, note });
      }}
    >
      <Input
        label={t("disputes.reference")}
        optional
        maxLength={100}
        value={reference}
        onChange={(event) => setReference(event.target.value)}
      />
      <Textarea
        label={t("disputes.note")}
        optional
        maxLength={DISPUTE_MESSAGE_MOST}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </FormDialog>
  );
}
