import type { SupplierOrderState } from "@nexusone/contracts/fulfilment-terms";
import { formatMoney } from "@nexusone/contracts/money";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Money, RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import type { Order } from "./use-order.ts";
import { type SupplierOrder, useSupplierActs } from "./use-supplier-acts.ts";

const TONES: Record<SupplierOrderState, Tone> = {
  planned: "neutral",
  wanted: "wait",
  created: "wait",
  paying: "wait",
  paid: "info",
  done: "good",
  cancelling: "wait",
  cancelled: "neutral",
  refused: "bad",
};

/** One order at a supplier, what it waits for, and what can be done about it. */
export function SupplierOrderRow({ order, row }: { order: Order; row: SupplierOrder }) {
  const { t, locale } = useI18n();
  const refused = useRefusal("orders:manage");
  const mayNotPay = useRefusal("orders:pay");
  const { pay, cancel } = useSupplierActs(order);
  const usdMinor = row.askedUsdMinor ?? row.goodsUsdMinor + row.freightUsdMinor;
  return (
    <li className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={TONES[row.state]}>{t(`fulfilment.state.${row.state}`)}</Badge>
        <span className="font-medium text-ink">{row.supplierName}</span>
        <span className="tabular-nums text-soft">{row.number}</span>
        <span className="text-soft">{row.carrier}</span>
        <Money className="text-ink" minor={usdMinor} currency="USD" />
        {row.etaAt ? (
          <span className="text-muted">
            {t("fulfilment.eta")} <RelativeTime at={row.etaAt} />
          </span>
        ) : null}
      </div>
      {row.reason ? <KnownReason code={row.reason} details={{ ...row.details, orderId: order.id }} /> : null}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {row.can.pay ? (
          <Button
            look="primary"
            refused={mayNotPay}
            busy={pay.isPending}
            onClick={() => pay.mutate({ id: row.id, usdMinor })}
          >
            {t("fulfilment.pay", { amount: formatMoney(usdMinor, "USD", locale) })}
          </Button>
        ) : null}
        {row.can.cancel ? (
          <Button refused={refused} busy={cancel.isPending} onClick={() => cancel.mutate({ id: row.id })}>
            {t("fulfilment.cancel")}
          </Button>
        ) : null}
      </div>
      <Refused error={pay.error ?? cancel.error} />
    </li>
  );
}
