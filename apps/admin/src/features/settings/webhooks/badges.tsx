import type { DeliveryState, WebhookState } from "@nexusone/contracts/webhooks";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { useT } from "../../../i18n/context.tsx";

const STATES: Record<WebhookState, Tone> = { active: "good", failing: "wait", paused: "neutral", disabled: "bad" };
const DELIVERIES: Record<DeliveryState, Tone> = {
  pending: "info",
  kept: "neutral",
  delivered: "good",
  failed: "bad",
  skipped: "neutral",
};

export function StateBadge({ state }: { state: WebhookState }) {
  const t = useT();
  return <Badge tone={STATES[state]}>{t(`webhooks.state.${state}`)}</Badge>;
}

export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const t = useT();
  return <Badge tone={DELIVERIES[state]}>{t(`webhooks.delivery.${state}`)}</Badge>;
}
