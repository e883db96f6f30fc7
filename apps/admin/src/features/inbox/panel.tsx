import { CONTACT_PURPOSES, IDENTIFIER_TYPES } from "@nexusone/contracts/contact-terms";
import type { ConversationId } from "@nexusone/contracts/ids";
import { Money, RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { cx } from "@nexusone/ui/cx";
import { Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { OrderBadge } from "../orders/order-badge.tsx";

type Panel = Outputs["conversations"]["panel"];

/** Beside the thread: who it is, what they agreed to, what they ordered and where their parcels are. */
export function ConversationPanel({ id }: { id: ConversationId }) {
  const t = useT();
  const { api } = useShop();
  const panel = useQuery(api.conversations.panel.queryOptions({ id }));
  if (panel.isError) return <FailedState compact error={panel.error} onRetry={() => void panel.refetch()} />;
  if (!panel.data)
    return (
      <div role="status" aria-label={t("common.loading")} className="flex flex-col gap-3 p-4">
        <Skeleton className="h-5 w-32" />
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-24 w-full" />
      </div>
    );
  return (
    <div className="flex flex-col">
      <Person panel={panel.data} />
      <Consent panel={panel.data} />
      <Orders panel={panel.data} />
    </div>
  );
}

const Section = ({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) => (
  <section className="border-b border-line px-4 py-3 last:border-b-0">
    <div className="mb-1.5 flex items-center gap-2">
      <h3 className="flex-1 text-xs font-medium text-muted">{title}</h3>
      {extra}
    </div>
    {children}
  </section>
);

function Person({ panel: { contact } }: { panel: Panel }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <Section
      title={t("chat.customer")}
      extra={
        <Link
          to="/m/$slug/customers/$contactId"
          params={{ slug, contactId: contact.id }}
          className="touch-target inline-flex items-center text-xs text-accent-ink hover:underline"
        >
          {t("chat.openCustomer")}
        </Link>
      }
    >
      <p className="text-base font-semibold text-ink">
        <bdi>{contact.name || t(contact.erasedAt === null ? "chat.unnamed" : "chat.erased")}</bdi>
      </p>
      <ul className="mt-1 flex flex-col gap-0.5 text-sm text-soft">
        {contact.identifiers
          .toSorted((a, b) => IDENTIFIER_TYPES.indexOf(a.type) - IDENTIFIER_TYPES.indexOf(b.type))
          .map(({ id, type, value }) => (
            <li
              key={id}
              className={cx("wrap-anywhere", type === "whatsapp" ? "text-xs text-muted" : "tabular-nums")}
              title={t(`customers.type.${type}`)}
            >
              <bdi>{value}</bdi>
            </li>
          ))}
      </ul>
      {contact.note ? (
        <p dir="auto" className="mt-2 whitespace-pre-wrap text-sm text-soft wrap-anywhere">
          {contact.note}
        </p>
      ) : null}
    </Section>
  );
}

function Consent({ panel: { contact } }: { panel: Panel }) {
  const t = useT();
  const stopped = contact.identifiers.flatMap(({ suppressed }) => suppressed);
  return (
    <Section title={t("chat.consent")}>
      <dl className="flex flex-col gap-1 text-sm">
        {CONTACT_PURPOSES.map((purpose) => {
          const last = contact.consents.find((one) => one.purpose === purpose);
          const stop = stopped.find((one) => one.purpose === purpose || one.purpose === "all");
          return (
            <div key={purpose} className="flex items-center justify-between gap-2">
              <dt className="text-soft">{t(`customers.purpose.${purpose}`)}</dt>
              <dd>
                {stop ? (
                  <Badge tone="bad">{t("chat.stopped")}</Badge>
                ) : last ? (
                  <Badge tone={last.granted ? "good" : "wait"}>
                    {t(last.granted ? "customers.granted" : "customers.withdrawn")}
                  </Badge>
                ) : (
                  <span className="text-xs text-muted">{t("customers.unsaid")}</span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}

function Orders({ panel: { orders, moreOrders, contact } }: { panel: Panel }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <Section title={t("chat.orders")}>
      {orders.length === 0 ? <p className="text-sm text-muted">{t("chat.noOrders")}</p> : null}
      <ul className="flex flex-col gap-3">
        {orders.map((order) => (
          <li key={order.id} className="flex flex-col gap-0.5 text-sm">
            <span className="flex items-center gap-2">
              <Link
                to="/m/$slug/orders/$orderId"
                params={{ slug, orderId: order.id }}
                className="touch-target inline-flex items-center font-medium text-ink hover:underline"
              >
                {order.number}
              </Link>
              <OrderBadge status={order.status} />
              <span className="ms-auto tabular-nums text-ink">
                <Money minor={order.totalMinor} currency={order.currency} />
              </span>
            </span>
            <span className="flex gap-2 text-xs text-muted">
              <bdi className="min-w-0 flex-1 truncate">
                {order.units > 1 ? t("chat.unitsOf", { count: order.units, name: order.firstLine }) : order.firstLine}
              </bdi>
              <RelativeTime at={order.placedAt} />
            </span>
            {order.parcels.map((parcel) => (
              <span key={parcel.id} className="flex flex-wrap items-center gap-x-2 text-xs text-soft">
                <span>{t(`orders.status.${parcel.fulfilment}`)}</span>
                <span className="tabular-nums">
                  {[parcel.carrier, parcel.trackingNumber].filter(Boolean).join(" ")}
                </span>
                {parcel.trackingUrl ? (
                  <a
                    href={parcel.trackingUrl}
                    target="_blank"
                    rel="noreferrer"
                    className="inline-flex items-center gap-1 text-accent-ink hover:underline"
                  >
                    {t("orders.track")}
                    <ExternalLink size={11} aria-hidden />
                  </a>
                ) : null}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {moreOrders ? (
        <Link
          to="/m/$slug/customers/$contactId"
          params={{ slug, contactId: contact.id }}
          className="touch-target mt-2 inline-flex items-center text-xs text-accent-ink hover:underline"
        >
          {t("chat.moreOrders")}
        </Link>
      ) : null}
    </Section>
  );
}
