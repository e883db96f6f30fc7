import type { DisputeState } from "@nexusone/contracts/dispute-terms";
import { formatMoney } from "@nexusone/contracts/money";
import type { OrderId } from "@nexusone/contracts/ids";
import { Money, RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import type { Clock } from "./dispute-clock.tsx";
import { SettleDisputeDialog } from "./settle-dispute-dialog.tsx";

const TONES: Record<DisputeState, Tone> = { open: "wait", refunded: "good", reissued: "info", refused: "bad" };

/** One dispute and what came of it. */
export function DisputeRow({ dispute, orderId }: { dispute: Clock["disputes"][number]; orderId: OrderId }) {
  const { t, locale } = useI18n();
  const refused = useRefusal("payments:manage");
  const [asking, setAsking] = useState(false);
  const { state, reference, note, byName, refund, openedAt } = dispute;
  return (
    <li className="flex flex-col gap-2 border-t border-line pt-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={TONES[state]}>{t(`disputes.state.${state}`)}</Badge>
        {reference ? <bdi className="tabular-nums text-soft">{reference}</bdi> : null}
        {refund ? <Money className="font-medium text-ink" minor={refund.minor} currency={refund.currency} /> : null}
      </div>
      {refund && refund.currency !== "USD" ? (
        <p className="text-xs text-muted">
          {t("disputes.rate", {
            amount: formatMoney(refund.usdMinor, "USD", locale),
            rate: refund.rate,
            day: refund.rateAsOf.slice(0, 10),
          })}
        </p>
      ) : null}
      {note ? <bdi className="block text-soft wrap-anywhere">{note}</bdi> : null}
      <p className="text-xs text-muted">
        {byName} · <RelativeTime at={openedAt} />
      </p>
      {state === "open" ? (
        <Button className="self-start" refused={refused} onClick={() => setAsking(true)}>
          {t("disputes.settle")}
        </Button>
      ) : null}
      {asking ? <SettleDisputeDialog id={dispute.id} orderId={orderId} onClose={() => setAsking(false)} /> : null}
    </li>
  );
}
