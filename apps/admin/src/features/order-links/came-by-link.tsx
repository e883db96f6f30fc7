import type { OrderId } from "@nexusone/contracts/ids";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Card, Facts } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** The link that an order came by; nothing for the others. */
export function CameByLink({ orderId }: { orderId: OrderId }) {
  const t = useT();
  const { api } = useShop();
  const { data } = useQuery(api.orderLinks.list.queryOptions({ orderId, limit: 1 }));
  const link = data?.items[0];
  if (!link) return null;
  return (
    <Card title={t("orderLinks.cameBy")}>
      <Facts
        rows={[
          [t("orderLinks.made"), <RelativeTime key="made" at={link.createdAt} />],
          [t("orderLinks.cart"), new URL(link.cartUrl).host],
          ...(link.note ? ([[t("orderLinks.note"), <bdi key="note">{link.note}</bdi>]] as const) : []),
        ]}
      />
    </Card>
  );
}
