import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { SupplierOrderRow } from "./supplier-order-row.tsx";
import { SupplierPlan } from "./supplier-plan.tsx";
import type { Order } from "./use-order.ts";
import { useSupplierActs } from "./use-supplier-acts.ts";

/** What of an order is at suppliers: planned with carrier, days and cost, sent, paid by somebody's word, on its way. */
export function SupplierOrdersCard({ order }: { order: Order }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("orders:manage");
  const list = useQuery(api.fulfilment.list.queryOptions({ orderId: order.id }));
  const { plan, resend } = useSupplierActs(order);
  const rows = list.data ?? [];
  const plans = rows.filter(({ state }) => state === "planned");
  const sent = rows.filter(({ state }) => state !== "planned");
  const open = order.fulfilment === "confirmed" || order.fulfilment === "processing";
  if (list.isSuccess && rows.length === 0 && !open) return null;
  const canPlan = open && plans.length === 0 && sent.every(({ state }) => state === "cancelled" || state === "refused");
  const again = sent.some(({ can }) => can.resend);
  return (
    <Card title={t("fulfilment.title")}>
      <div className="flex flex-col gap-3" aria-busy={list.isPending}>
        {list.isError ? <Refused error={list.error} onRetry={() => void list.refetch()} /> : null}
        {sent.length > 0 ? (
          <ul aria-label={t("fulfilment.title")} className="flex flex-col gap-3">
            {sent.map((row) => (
              <SupplierOrderRow key={row.id} order={order} row={row} />
            ))}
          </ul>
        ) : null}
        {plans.length > 0 ? <SupplierPlan order={order} plans={plans} /> : null}
        {again ? (
          <Button
            className="self-start"
            look="primary"
            refused={refused}
            busy={resend.isPending}
            onClick={() => resend.mutate({ orderId: order.id })}
          >
            {t("fulfilment.resend")}
          </Button>
        ) : canPlan ? (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <p className="min-w-0 flex-1 basis-60 text-soft">{t("fulfilment.planHint")}</p>
            <Button refused={refused} busy={plan.isPending} onClick={() => plan.mutate({ orderId: order.id })}>
              {t("fulfilment.plan")}
            </Button>
          </div>
        ) : null}
        <Refused error={plan.error ?? resend.error} />
      </div>
    </Card>
  );
}
