import type { OrderId } from "@nexusone/contracts/ids";
import { Card } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { DisputeClock } from "./dispute-clock.tsx";

/** When delays of an order can be disputed at its suppliers; nothing while none of them has been paid. */
export function DisputesCard({ orderId }: { orderId: OrderId }) {
  const t = useT();
  const { api } = useShop();
  const query = useQuery(api.disputes.list.queryOptions({ orderId }));
  if (query.isPending || (query.isSuccess && query.data.length === 0)) return null;
  return (
    <Card title={t("disputes.title")} hint={t("disputes.hint")}>
      {query.isError ? (
        <Refused error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className="flex flex-col gap-5">
          {query.data.map((clock) => (
            <DisputeClock key={clock.supplierOrderId} clock={clock} orderId={orderId} />
          ))}
        </div>
      )}
    </Card>
  );
}
