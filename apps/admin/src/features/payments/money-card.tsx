import type { OrderId } from "@nexusone/contracts/ids";
import { Money, RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Card, Facts, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { MoneyBadge } from "./money-badge.tsx";
import { PaymentDialog } from "./payment-dialog.tsx";
import { saidReference } from "./said-reference.ts";

/** What came in for an order and went back, whose it is, and what it left; one more payment, or a refund. */
export function MoneyCard({ orderId, number }: { orderId: OrderId; number: string }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("payments:manage");
  const [asked, setAsked] = useState<"capture" | "refund">();
  const query = useQuery(api.payments.getOrderMoney.queryOptions({ orderId }));
  if (query.isPending)
    return (
      <Card title={t("payments.money")}>
        <div role="status" aria-label={t("common.loading")}>
          <Skeleton className="h-24 w-full" />
        </div>
      </Card>
    );
  if (query.isError)
    return (
      <Card title={t("payments.money")}>
        <FailedState compact error={query.error} onRetry={() => void query.refetch()} />
      </Card>
    );
  const money = query.data;
  const { currency } = money;
  const fact = (key: Parameters<typeof t>[0], minor: number) =>
    [t(key), <Money key={key} className="block text-end" {...{ minor, currency }} />] as const;
  return (
    <Card flush title={t("payments.money")} hint={t("payments.moneyHint")} extra={<MoneyBadge state={money.state} />}>
      <div className="p-4">
        <Facts
          rows={[
            fact("payments.total", money.totalMinor),
            fact("payments.captured", money.capturedMinor),
            ...(money.refundedMinor > 0 ? [fact("payments.refunded", money.refundedMinor)] : []),
            ...(money.dueMinor > 0 ? [fact("payments.due", money.dueMinor)] : []),
            ...(money.taxMinor === 0 ? [] : [fact("payments.tax", money.taxMinor)]),
            ...(money.platformMinor === 0 ? [] : [fact("payments.platform", money.platformMinor)]),
            fact("payments.client", money.clientMinor),
            ...(money.feeMinor === 0 ? [] : [fact("payments.fees", money.feeMinor)]),
            ...(money.supplierRefundMinor === 0 ? [] : [fact("payments.supplierRefund", money.supplierRefundMinor)]),
            ...(money.profit
              ? [fact("payments.then", money.profit.thenMinor), fact("payments.now", money.profit.nowMinor)]
              : []),
          ]}
        />
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
        <Button
          refused={refused ?? (money.refundableMinor === 0 ? t("payments.nothingToRefund") : undefined)}
          onClick={() => setAsked("refund")}
        >
          {t("payments.refund")}
        </Button>
        <Button look={money.dueMinor > 0 ? "primary" : "plain"} refused={refused} onClick={() => setAsked("capture")}>
          {t("payments.record")}
        </Button>
      </div>
      {money.payments.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-muted">{t("payments.none")}</p>
      ) : (
        <ul aria-label={t("payments.list")} className="border-t border-line">
          {money.payments.map((one) => (
            <li key={one.id} className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-b-0">
              <span className="min-w-0 flex-1">
                <span className="block text-ink">{t(`payments.kind.${one.kind}`)}</span>
                <span className="block truncate text-xs text-muted">
                  {[t(`payments.method.${one.method}`), saidReference(one.reference), one.note, one.byName]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <span className="text-end">
                <Money
                  minor={one.kind === "refund" ? -one.amountMinor : one.amountMinor}
                  currency={currency}
                  className="block font-medium text-ink"
                />
                <span className="text-xs text-muted">
                  <RelativeTime at={one.happenedAt} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {asked ? <PaymentDialog {...{ money, number }} kind={asked} onClose={() => setAsked(undefined)} /> : null}
    </Card>
  );
}
