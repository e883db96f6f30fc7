import type { OrderId } from "@nexusone/contracts/ids";
import { SUPPLIER_ORDER_STATES } from "@nexusone/contracts/fulfilment-terms";
import { NOTICE_STEPS } from "@nexusone/contracts/customer-notice-terms";
import { ORDER_STATUSES } from "@nexusone/contracts/order-terms";
import { explain, isReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import type { Locale } from "@nexusone/contracts/locale";
import { Button } from "@nexusone/ui/button";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { type TimelineEntry, WhyTimeline } from "@nexusone/ui/why-timeline";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Translate } from "../../i18n/translate.ts";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { orderHistoryQuery } from "./orders-queries.ts";

type Entry = Outputs["orders"]["listHistory"]["items"][number];

/** Who or what moved this order, newest first. */
export function OrderHistoryCard({ orderId }: { orderId: OrderId }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const history = useInfiniteQuery(orderHistoryQuery(api, orderId));
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={t("orders.history")}>
      {history.isPending ? (
        <Skeleton className="h-16 w-full" />
      ) : history.isError ? (
        <Refused error={history.error} onRetry={() => void history.refetch()} />
      ) : entries.length === 0 ? (
        <p className="text-muted">{t("orders.historyEmpty")}</p>
      ) : (
        <WhyTimeline
          entries={entries.map((entry) => timelineEntry(entry, t, locale))}
          footer={
            history.hasNextPage ? (
              <Button size="sm" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                {t("common.more")}
              </Button>
            ) : undefined
          }
        />
      )}
    </Card>
  );
}

function timelineEntry({ id, at, type, actor, payload }: Entry, t: Translate, locale: Locale): TimelineEntry {
  const word = (value: unknown): string | null => {
    const status = ORDER_STATUSES.find((one) => one === value);
    return status ? t(`orders.status.${status}`) : null;
  };
  const reason = payload["reason"];
  // The server adds what fills the sentence of a hold; of others only the code is kept.
  const filled = isReasonCode(reason) && explain(reason, locale, payload["details"] as ReasonDetails | undefined);
  const said = filled ? filled.sentence.replace(/\s*\{\w+\}/g, "") : "";
  const moved = (before: unknown, after: unknown) => [
    { name: t("orders.status"), before: word(before), after: word(after) },
  ];
  const told: Record<string, Pick<TimelineEntry, "sentence" | "changes">> = {
    "order.created": { sentence: t("orders.event.created"), changes: [] },
    "order.status_changed": {
      sentence: t("orders.event.status"),
      changes: moved(payload["previousStatus"], payload["status"]),
    },
    "order.held": { sentence: t("orders.event.held", { reason: said }), changes: [] },
    "order.hold_resolved": { sentence: t("orders.event.released", { reason: said }), changes: [] },
    "order.address_changed": { sentence: t("orders.event.address"), changes: [] },
    "order.line_substituted": {
      sentence: t("substitutes.event"),
      changes: [{ name: t("substitutes.variant"), before: textOf(payload["from"]), after: textOf(payload["to"]) }],
    },
    "order.supplier_moved": {
      sentence: t("fulfilment.moved", { number: String(payload["number"]) }),
      changes: [{ name: t("fulfilment.title"), before: stageOf(payload["from"], t), after: stageOf(payload["to"], t) }],
    },
    "order.carrier_chosen": {
      sentence: t("fulfilment.carrierChosen"),
      changes: [
        { name: t("fulfilment.carrier"), before: textOf(payload["byRule"]), after: textOf(payload["carrier"]) },
      ],
    },
    "dispute.possible": { sentence: t("disputes.event.possible"), changes: [] },
    "dispute.opened": { sentence: t("disputes.event.opened"), changes: [] },
    "dispute.settled": { sentence: t("disputes.event.settled"), changes: [] },
    "payment.received": { sentence: t("payments.event.received"), changes: [] },
    "payment.refunded": { sentence: t("payments.event.refunded"), changes: [] },
    "order.customer_told": { sentence: toldOf(payload, said, t), changes: [] },
    "order.tracking_link_made": { sentence: t("messages.event.linkMade"), changes: [] },
    "order.tracking_link_revoked": { sentence: t("messages.event.linkRevoked"), changes: [] },
    "delivery.assigned": { sentence: t("deliveries.event.assigned"), changes: [] },
    "delivery.started": { sentence: t("deliveries.event.started"), changes: [] },
    "delivery.completed": { sentence: t("deliveries.event.completed"), changes: [] },
    "delivery.withdrawn": { sentence: t("deliveries.event.withdrawn"), changes: [] },
    "order.parcel_moved": { sentence: t("orders.event.parcel"), changes: moved(payload["from"], payload["to"]) },
  };
  return {
    id,
    at,
    actorKind: actor.kind,
    actor: actor.label || t("history.system"),
    ...(told[type] ?? { sentence: type, changes: [] }),
  };
}

function toldOf({ step, outcome, channel }: Entry["payload"], reason: string, t: Translate): string {
  const known = NOTICE_STEPS.find((one) => one === step);
  const said = { step: known ? t(`messages.step.${known}`) : String(step), reason };
  if (channel === "whatsapp" && outcome === "sent") return t("messages.event.sentChat", said);
  if (channel === "whatsapp" && outcome === "not_sent") return t("messages.event.notSentChat", said);
  return outcome === "sent" || outcome === "unknown" || outcome === "not_sent"
    ? t(`messages.event.${outcome}`, said)
    : said.step;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
const stageOf = (value: unknown, t: Translate): string | null => {
  const state = SUPPLIER_ORDER_STATES.find((one) => one === value);
  return state ? t(`fulfilment.state.${state}`) : null;
};
