import { DELIVERY_STATES, wireType, type DeliveryState, type WebhookView } from "@nexusone/contracts/webhooks";
import { relativeText, RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Select } from "@nexusone/ui/field";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadMore } from "../../../app/load-more.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useShop } from "../../../lib/shop.ts";
import { DeliveryBadge } from "./badges.tsx";
import { Failure } from "./failure.tsx";
import { DeliveryDrawer } from "./delivery-drawer.tsx";

type Delivery = Outputs["webhooks"]["listDeliveries"]["items"][number];
/** A delivery makes no event of its own, or it would have to be delivered: the list looks by itself. */
const LOOK_MS = 3_000;

/** What was or is to be sent to an endpoint, and how each ended. */
export function DeliveriesCard({ webhook }: { webhook: WebhookView }) {
  const { t } = useI18n();
  const { api } = useShop();
  const [state, setState] = useState<DeliveryState>();
  const [open, setOpen] = useState<Delivery>();
  const deliveries = useInfiniteQuery(
    api.webhooks.listDeliveries.infiniteQueryOptions(
      { webhookId: webhook.id, limit: 25, ...(state && { state }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: LOOK_MS },
    ),
  );
  const rows = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card
      flush
      title={t("webhooks.deliveries")}
      hint={t("webhooks.deliveriesHint")}
      extra={
        <Select
          label={t("webhooks.filter")}
          hideLabel
          value={state ?? ""}
          onChange={(event) => setState(DELIVERY_STATES.find((one) => one === event.target.value))}
        >
          <option value="">{t("webhooks.filterAll")}</option>
          {DELIVERY_STATES.map((one) => (
            <option key={one} value={one}>
              {t(`webhooks.delivery.${one}`)}
            </option>
          ))}
        </Select>
      }
    >
      {deliveries.isPending ? (
        <div className="p-4">
          <Skeleton className="h-24 w-full" />
        </div>
      ) : deliveries.isError ? (
        <div className="p-4">
          <Refused error={deliveries.error} onRetry={() => void deliveries.refetch()} />
        </div>
      ) : rows.length === 0 ? (
        <p className="p-4 text-muted">{t(state ? "webhooks.deliveriesNone" : "webhooks.deliveriesEmpty")}</p>
      ) : (
        <>
          <Table
            label={t("webhooks.deliveries")}
            head={
              <>
                <Th>{t("webhooks.column.event")}</Th>
                <Th>{t("webhooks.column.state")}</Th>
                <Th end>{t("webhooks.column.attempts")}</Th>
                <Th>{t("webhooks.column.when")}</Th>
                <Th>
                  <span className="sr-only">{t("common.actions")}</span>
                </Th>
              </>
            }
          >
            {rows.map((row) => (
              <DeliveryRow key={row.id} row={row} onOpen={() => setOpen(row)} />
            ))}
          </Table>
          <LoadMore list={deliveries} />
        </>
      )}
      {open ? <DeliveryDrawer delivery={open} onClose={() => setOpen(undefined)} /> : null}
    </Card>
  );
}

function DeliveryRow({ row, onOpen }: { row: Delivery; onOpen: () => void }) {
  const { t, locale } = useI18n();
  const next = row.nextAttemptAt;
  return (
    <tr>
      <Td>
        <code className="text-xs">{wireType(row.eventType)}</code>
      </Td>
      <Td className="max-w-80">
        <div className="flex flex-col items-start gap-1 py-1">
          <DeliveryBadge state={row.state} />
          {row.reason ? <Failure code={row.reason} /> : null}
          {next && row.attempts > 0 ? (
            <span className="text-xs text-muted">
              {t("webhooks.next", { when: relativeText(next, Date.now(), locale) })}
            </span>
          ) : null}
        </div>
      </Td>
      <Td end>{row.attempts}</Td>
      <Td className="whitespace-nowrap text-muted">
        <RelativeTime at={row.happenedAt} />
      </Td>
      <Td end>
        <Button size="sm" onClick={onOpen} aria-label={`${t("webhooks.open")}: ${wireType(row.eventType)}`}>
          {t("webhooks.open")}
        </Button>
      </Td>
    </tr>
  );
}
