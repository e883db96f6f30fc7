import { RelativeTime } from "@nexusone/ui/amounts";
import { Card } from "@nexusone/ui/layout";
import { ExternalLink } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { OrderBadge } from "./order-badge.tsx";
import type { Order } from "./use-order.ts";

/** Each parcel with its carrier and what was told of it, newest first. */
export function ParcelsCard({ order }: { order: Order }) {
  const t = useT();
  return (
    <Card flush={order.shipments.length > 0} title={t("orders.parcels")}>
      {order.shipments.length === 0 ? (
        <p className="text-sm text-muted">{t("orders.parcelsEmpty")}</p>
      ) : (
        <ul aria-label={t("orders.parcels")}>
          {order.shipments.map((parcel) => (
            <li key={parcel.id} className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-b-0">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                <OrderBadge status={parcel.fulfilment} />
                <span className="font-medium text-ink">{parcel.carrier ?? t(`orders.parcel.${parcel.kind}`)}</span>
                {parcel.trackingNumber ? <span className="tabular-nums text-soft">{parcel.trackingNumber}</span> : null}
                {parcel.trackingUrl ? (
                  <a
                    href={parcel.trackingUrl}
                    target="_blank"
                    rel="noreferrer"
                    className="touch-target inline-flex items-center gap-1 text-accent-ink hover:underline"
                  >
                    {t("orders.track")}
                    <ExternalLink size={12} aria-hidden />
                  </a>
                ) : null}
              </div>
              <ol className="flex flex-col gap-1 text-xs">
                {parcel.events.map((event) => (
                  <li
                    key={`${event.at} ${event.status} ${event.activity}`}
                    className="flex flex-wrap gap-x-2 text-soft"
                  >
                    <span>{event.activity || t(`orders.status.${event.status}`)}</span>
                    {event.location ? <span className="text-muted">{event.location}</span> : null}
                    <span className="text-muted">
                      <RelativeTime at={event.at} />
                    </span>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
