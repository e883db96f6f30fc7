import type { MoneyState } from "@nexusone/contracts/payment-terms";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { useT } from "../../i18n/context.tsx";

const TONES: Record<MoneyState, Tone> = {
  unpaid: "wait",
  partially_paid: "wait",
  paid: "good",
  overpaid: "info",
  partially_refunded: "neutral",
  refunded: "neutral",
};

/** How an order stands with money, in a word. */
export function MoneyBadge({ state }: { state: MoneyState }) {
  const t = useT();
  return <Badge tone={TONES[state]}>{t(`payments.state.${state}`)}</Badge>;
}
