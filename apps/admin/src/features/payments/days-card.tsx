import { dateTimeFormat } from "@nexusone/contracts/formats";
import { Money } from "@nexusone/ui/amounts";
import { Card } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";

type Day = Outputs["payments"]["getEarnings"]["days"][number];

/** Each day on which money moved, the newest first. */
export function DaysCard({ days }: { days: readonly Day[] }) {
  const { t, locale } = useI18n();
  const format = dateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <Card flush title={t("earnings.byDay")}>
      <Table
        label={t("earnings.byDay")}
        head={
          <>
            <Th sticky>{t("earnings.day")}</Th>
            <Th end>{t("payments.captured")}</Th>
            <Th end>{t("payments.refunded")}</Th>
            <Th end>{t("payments.platform")}</Th>
            <Th end>{t("payments.client")}</Th>
          </>
        }
      >
        {days.map((day) => (
          <tr key={`${day.day} ${day.currency}`}>
            <Td sticky className="whitespace-nowrap">
              {/* The day is the shop's own; noon keeps it the same in any reader's zone. */}
              {format.format(new Date(`${day.day}T12:00:00Z`))}
              <span className="block text-xs text-muted">{t("earnings.paymentsCount", { count: day.payments })}</span>
            </Td>
            {[day.capturedMinor, -day.refundedMinor, day.platformMinor, day.clientMinor].map((minor, at) => (
              // The columns are fixed.
              <Td end key={at}>
                <Money minor={minor} currency={day.currency} />
              </Td>
            ))}
          </tr>
        ))}
      </Table>
    </Card>
  );
}
