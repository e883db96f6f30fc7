import { DISPUTE_MESSAGE_MOST, DISPUTE_OUTCOMES } from "@nexusone/contracts/dispute-terms";
import type { OrderId } from "@nexusone/contracts/ids";
import { parseAmount } from "@nexusone/contracts/money";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { useTakeClocks } from "./use-take-clocks.ts";

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
    <FormDialog
      title={t("disputes.settleTitle")}
      action={t("disputes.settle")}
      busy={settle.isPending}
      refused={wrong}
      error={settle.error}
      onClose={onClose}
      onSubmit={() => {
        if (!wrong)
          settle.mutate({ id, outcome, note, ...(outcome === "refunded" ? { refundUsdMinor: usdMinor } : {}) });
      }}
    >
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
    </FormDialog>
  );
}
