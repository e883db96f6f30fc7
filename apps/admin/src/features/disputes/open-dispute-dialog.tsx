import { DISPUTE_MESSAGE_MOST } from "@nexusone/contracts/dispute-terms";
import type { OrderId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Textarea } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { Clock } from "./dispute-clock.tsx";
import { useTakeClocks } from "./use-take-clocks.ts";

const FORM = "open-dispute";

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
    <Dialog
      open
      onOpenChange={onClose}
      title={t("disputes.openTitle", { number: clock.number })}
      description={t("disputes.openText")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={FORM} look="primary" busy={open.isPending}>
            {t("disputes.open")}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate({ supplierOrderId: clock.supplierOrderId, reference, note });
        }}
      >
        <Refused error={open.error} />
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
      </form>
    </Dialog>
  );
}
