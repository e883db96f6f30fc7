import { Badge } from "@nexusone/ui/badge";
import { Card, Facts, PageHeader } from "@nexusone/ui/layout";
import { RelativeTime } from "@nexusone/ui/amounts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { usePhone } from "../../lib/use-media.ts";
import { MoneyCard } from "../payments/money-card.tsx";
import { DisputesCard } from "../disputes/disputes-card.tsx";
import { ChatLink } from "../inbox/chat-link.tsx";
import { CameByLink } from "../order-links/came-by-link.tsx";
import { AddressCard } from "./address-card.tsx";
import { AskFirst } from "./ask-first.tsx";
import { DeliveriesCard } from "./deliveries-card.tsx";
import { Crumbs } from "../../app/crumbs.tsx";
import { OrderHistoryCard } from "./order-history-card.tsx";
import { LinesCard } from "./lines-card.tsx";
import { NextStepCard } from "./next-step-card.tsx";
import { OrderActs } from "./order-acts.tsx";
import { OrderBadge } from "./order-badge.tsx";
import { ParcelsCard } from "./parcels-card.tsx";
import { SubstitutesCard } from "./substitutes-card.tsx";
import { SupplierOrdersCard } from "./supplier-orders-card.tsx";
import { ToldCard } from "./told-card.tsx";
import type { Asking } from "./use-order.ts";

const route = getRouteApi("/m/$slug/orders/$orderId");

/** Everything about one order in one place, and what to do with it next. */
export function OrderPage() {
  const t = useT();
  const { api, slug, can } = useShop();
  const { orderId } = route.useParams();
  const { data: order } = useSuspenseQuery(api.orders.get.queryOptions({ id: orderId }));
  const [asking, setAsking] = useState<Asking>();
  const phone = usePhone();
  // The longest of all: in one column it comes after what is looked up more often.
  const history = <OrderHistoryCard orderId={orderId} />;
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${order.number} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="orders" here={t("orders.crumb")} />}
        title={order.number}
        badges={
          <>
            <OrderBadge status={order.status} />
            <Badge>{t(`orders.source.${order.source}`)}</Badge>
          </>
        }
        action={<OrderActs order={order} onAsk={setAsking} />}
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-4">
          <NextStepCard order={order} onAsk={setAsking} />
          <SubstitutesCard order={order} />
          <SupplierOrdersCard order={order} />
          <LinesCard order={order} />
          <ParcelsCard order={order} />
          <DeliveriesCard order={order} />
          <ToldCard order={order} />
          {phone ? null : history}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t("orders.customer")}>
            <Link
              to="/m/$slug/customers/$contactId"
              params={{ slug, contactId: order.customer.id }}
              className="touch-target inline-flex items-center font-medium text-ink hover:underline"
            >
              <bdi>{order.customer.name || t(order.customer.isErased ? "orders.erased" : "orders.unnamed")}</bdi>
            </Link>
            {can("conversations:read") ? <ChatLink contactId={order.customer.id} /> : null}
          </Card>
          <MoneyCard orderId={orderId} number={order.number} />
          <CameByLink orderId={orderId} />
          <DisputesCard orderId={orderId} />
          <AddressCard order={order} onEdit={() => setAsking("address")} />
          <Card title={t("orders.facts")}>
            <Facts
              rows={[
                [t("orders.placed"), <RelativeTime key="placed" at={order.placedAt} />],
                [t("orders.source"), t(`orders.source.${order.source}`)],
                ...(order.externalOrderId ? ([[t("orders.external"), order.externalOrderId]] as const) : []),
                ...(order.note ? ([[t("orders.note"), <bdi key="note">{order.note}</bdi>]] as const) : []),
              ]}
            />
          </Card>
          {phone ? history : null}
        </div>
      </div>
      {asking ? <AskFirst key={asking} order={order} about={asking} onClose={() => setAsking(undefined)} /> : null}
    </div>
  );
}
