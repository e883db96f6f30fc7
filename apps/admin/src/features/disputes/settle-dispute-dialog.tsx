import { DISPUTE_MESSAGE_MOST, DISPUTE_OUTCOMES } from "@nexusone/contracts/dispute-terms";
import type { OrderId } from "@nexusone/contracts/ids";
import { parseAmount } from "@nexusone/contracts/money";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { useTakeClocks } from "./use-take-clocks.ts";

const FORM = "settle-dispute";

/** Notes what came of a dispute; what CJ gave back counts for the order's profit from then on. */
export function SettleDisputeDialog({ id, orderId, onClose }: { id: string; orderId: OrderId; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const [outcome, setOutcome] = useState<(typeof DISPUTE_OUTCOMES)[number]>("refunded");
  const [text, setText] = useState("");
  const [note, setNote] = useState("");
  const settle = useMutation(api.disputes.settle.mutationOptions(useTakeClocks(orderId, onClose)));
  const usdMinor = parseAmount(text, "USD") ?? 0;
  const wrong = outcome === "refunded" && usdMinor <= 0 ? t("disputes.amountInvalid") : undefined;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("disputes.settleTitle")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={FORM} look="primary" busy={settle.isPending} refused={wrong}>
            {t("disputes.settle")}
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
          if (!wrong)
            settle.mutate({ id, outcome, note, ...(outcome === "refunded" ? { refundUsdMinor: usdMinor } : {}) });
        }}
      >
        <Refused error={settle.error} />
        <Select
          label={t("disputes.outcome")}
          value={outcome}
          onChange={(event) => setOutcome(DISPUTE_OUTCOMES.find((one) => one === event.target.value) ?? "refunded")}
        >
          {DISPUTE_OUTCOMES.map((one) => (
            <option key={one} value={one}>
              {t(`disputes.state.${one}`)}
            </option>
          ))}
        </Select>
        {outcome === "refunded" ? (
          <Input
            label={t("disputes.amount")}
            suffix="USD"
            inputMode="decimal"
            value={text}
            error={text === "" ? undefined : wrong}
            onChange={(event) => setText(event.target.value)}
          />
        ) : null}
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
