import type { DisputeDoor } from "@nexusone/contracts/dispute-terms";
import { dateTimeFormat } from "@nexusone/contracts/formats";
import type { OrderId } from "@nexusone/contracts/ids";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Facts } from "@nexusone/ui/layout";
import { useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { copyText } from "../../lib/copy.ts";
import { useRefusal } from "../../lib/shop.ts";
import { messageToSupplier } from "./message-to-supplier.ts";
import { OpenDisputeDialog } from "./open-dispute-dialog.tsx";
import { DisputeRow } from "./dispute-row.tsx";

export type Clock = Outputs["disputes"]["list"][number];

const TONES: Record<DisputeDoor, Tone> = { not_yet: "neutral", open: "wait", closed: "neutral" };

/** One order at a supplier: from when its delay can be disputed, what there is to show, what was disputed. */
export function DisputeClock({ clock, orderId }: { clock: Clock; orderId: OrderId }) {
  const { t, locale } = useI18n();
  const refused = useRefusal("orders:manage");
  const [asking, setAsking] = useState(false);
  const day = dateTimeFormat(locale, { dateStyle: "long" }).format(new Date(clock.opensAt));
  const { evidence, door, closedBy } = clock;
  const { lastEvent } = evidence;
  const isOpen = door === "open";
  const message = messageToSupplier(clock);
  return (
    <section className="flex flex-col gap-3 text-sm" aria-label={clock.number}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={TONES[door]}>{t(`disputes.door.${door}`)}</Badge>
        <span className="tabular-nums text-soft">{clock.number}</span>
      </div>
      <p className="text-soft">
        {closedBy
          ? t(`disputes.closedBy.${closedBy}`)
          : isOpen
            ? t("disputes.since", { day })
            : t(`disputes.from.${clock.countedFrom}`, { day, days: clock.days })}
      </p>
      <Facts
        rows={[
          [t("disputes.paid"), <RelativeTime key="paid" at={evidence.paidAt} />],
          [
            t("disputes.left"),
            evidence.shippedAt ? <RelativeTime key="left" at={evidence.shippedAt} /> : t("disputes.notLeft"),
          ],
          [
            t("disputes.carrier"),
            evidence.maxDays === null
              ? evidence.carrier
              : t("disputes.promised", { carrier: evidence.carrier, days: evidence.maxDays }),
          ],
          [
            t("disputes.tracking"),
            <span key="tracking" className="wrap-anywhere tabular-nums">
              {evidence.trackingNumbers.join(", ") || t("disputes.noTracking")}
            </span>,
          ],
          [
            t("disputes.news"),
            lastEvent ? (
              <span key="news">
                <bdi>{lastEvent.activity}</bdi>{" "}
                <span className="text-muted">
                  (<RelativeTime at={lastEvent.at} />)
                </span>
              </span>
            ) : (
              t("disputes.noNews")
            ),
          ],
          ...(closedBy
            ? []
            : ([[t("disputes.silent"), t("disputes.silentDays", { count: evidence.silentDays })]] as const)),
        ]}
      />
      {isOpen ? (
        <div className="flex flex-col gap-2 rounded-md border border-line bg-sunken px-3 py-3">
          <p className="text-xs text-muted">{t("disputes.wanted")}</p>
          <p lang="en" className="text-ink">
            {message}
          </p>
          <Button size="sm" className="self-start" onClick={() => void copyText(message, t)}>
            {t("disputes.copy")}
          </Button>
        </div>
      ) : null}
      {clock.disputes.length > 0 ? (
        <ul aria-label={t("disputes.list")} className="flex flex-col gap-3">
          {clock.disputes.map((one) => (
            <DisputeRow key={one.id} dispute={one} orderId={orderId} />
          ))}
        </ul>
      ) : null}
      {clock.disputes.some(({ state }) => state === "open") ? null : (
        <Button
          className="self-start"
          look={isOpen ? "primary" : "plain"}
          refused={refused}
          onClick={() => setAsking(true)}
        >
          {t("disputes.open")}
        </Button>
      )}
      {asking ? <OpenDisputeDialog clock={clock} orderId={orderId} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}
