import { LIVE_STATES } from "@nexusone/contracts/fulfilment-terms";
import { nextStep } from "@nexusone/contracts/order-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { type Asking, type Order, useAct } from "./use-order.ts";

/** The one thing that brings the order further now; holds with their remedy come first. */
export function NextStepCard({ order, onAsk }: { order: Order; onAsk: (about: Asking) => void }) {
  const t = useT();
  const refused = useRefusal("orders:manage");
  const act = useAct(order);
  const { api } = useShop();
  const atSuppliers = useQuery(api.fulfilment.list.queryOptions({ orderId: order.id })).data ?? [];
  const live = atSuppliers.filter(({ state }) => (LIVE_STATES as readonly string[]).includes(state));
  const wanted = nextStep(order);
  // Whoever has the goods sends them: what is left for the shop is to pay, in the card below.
  const step = wanted === "ship" && live.length > 0 ? undefined : wanted;
  const told = live.some(({ can }) => can.pay) ? "pay" : "supplier";
  const run = (action: "confirm" | "retry" | "deliver" | "release", holdId?: string): void =>
    act.mutate({ orderId: order.id, action, ...(holdId !== undefined && { holdId }) });
  return (
    <Card title={t("orders.next")}>
      <div className="flex flex-col gap-3">
        {order.holds.map((hold) => (
          <div
            key={hold.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-sunken px-3 py-2"
          >
            <div className="min-w-0 flex-1 basis-60">
              <KnownReason code={hold.reason} details={{ ...hold.details, orderId: order.id }} />
              <p className="mt-0.5 ps-6 text-xs text-muted">
                <RelativeTime at={hold.placedAt} />
              </p>
            </div>
            {hold.reason === "orders.address_incomplete" ? (
              <Button size="sm" look="primary" refused={refused} onClick={() => onAsk("address")}>
                {t("orders.editAddress")}
              </Button>
            ) : (
              <Button size="sm" refused={refused} busy={act.isPending} onClick={() => run("release", hold.id)}>
                {t("orders.act.release")}
              </Button>
            )}
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 basis-60 text-soft">
            {t(`orders.next.${step !== undefined ? wordOf(step) : wanted === "ship" ? told : "none"}`)}
          </p>
          {step === "ship" ? (
            <Button look="primary" refused={refused} onClick={() => onAsk("ship")}>
              {t("orders.act.ship")}
            </Button>
          ) : step === "confirm" || step === "retry" || step === "deliver" ? (
            <Button look="primary" refused={refused} busy={act.isPending} onClick={() => run(step)}>
              {t(`orders.act.${step}`)}
            </Button>
          ) : null}
        </div>
        <Refused error={act.error} />
      </div>
    </Card>
  );
}

type Step = NonNullable<ReturnType<typeof nextStep>>;
/** `nextStep` names no others. */
const wordOf = (step: Step) =>
  step === "confirm" || step === "retry" || step === "ship" || step === "deliver" ? step : "release";
