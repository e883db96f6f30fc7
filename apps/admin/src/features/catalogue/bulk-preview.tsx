import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { formatPercent } from "@nexusone/contracts/money";
import { Money } from "@nexusone/ui/amounts";
import { Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { StatusBadge } from "./cells.tsx";

type Edit = Outputs["bulkEdits"]["get"];
type Row = Outputs["bulkEdits"]["listRows"]["items"][number];
type Facts = Row["before"];

/** Where the change stands, what is left out and why, and the first products before and after. */
export function BulkPreview({ edit }: { edit: Edit }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const { counts, state } = edit;
  const settings = useQuery(api.merchants.getSettings.queryOptions());
  const floor = settings.data ? String(settings.data.floorMarginBps / 100) : "";
  const settled = counts.changed + counts.skipped + counts.restored + counts.kept;
  const reading = state === "reading";
  const rows = useQuery(api.bulkEdits.listRows.queryOptions({ id: edit.id, limit: 50 }, { enabled: !reading }));
  const share = edit.total > 0 ? (state === "undoing" ? counts.restored + counts.kept : settled) / edit.total : 0;
  return (
    <>
      <div role="status" className="flex flex-col gap-2">
        <p className="font-medium">
          {reading
            ? t("bulk.reading", { count: edit.total })
            : state === "ready"
              ? t("bulk.ready", { count: counts.planned })
              : state === "undoing" || state === "undone"
                ? t("bulk.restored", { count: counts.restored })
                : t("bulk.changed", { count: counts.changed })}
        </p>
        {state === "running" || state === "undoing" ? (
          <progress className="h-1.5 w-full accent-accent" value={share} max={1} aria-label={t("bulk.progress")} />
        ) : null}
        {counts.kept > 0 ? <p className="text-wait">{t("bulk.kept", { count: counts.kept })}</p> : null}
        {edit.reasons.length > 0 ? (
          <ul className="flex flex-col gap-1 text-muted">
            {edit.reasons.map(({ reason, count }) => (
              <li key={reason}>
                {t("bulk.leftOut", { count })}{" "}
                {isReasonCode(reason) ? explain(reason, locale, { floor }).sentence : null}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {reading || rows.isPending ? (
        <Skeleton className="h-40 w-full" />
      ) : rows.data && rows.data.items.length > 0 ? (
        <>
          <Table
            narrow
            label={t("bulk.title")}
            head={
              <>
                <Th>{t("catalogue.column.product")}</Th>
                <Th>{t("bulk.before")}</Th>
                <Th>{t("bulk.after")}</Th>
              </>
            }
          >
            {rows.data.items.map((row) => (
              <tr key={row.position}>
                <Td className="max-w-60 sm:truncate">{row.name}</Td>
                <Td className="text-muted">
                  <Told facts={row.before} other={row.after} currency={row.currency} />
                </Td>
                <Td>{row.after ? <Told facts={row.after} other={row.before} currency={row.currency} /> : null}</Td>
              </tr>
            ))}
          </Table>
          {rows.data.next === null ? null : <p className="text-xs text-muted">{t("bulk.firstRows")}</p>}
        </>
      ) : null}
    </>
  );
}

/** Only what differs. */
function Told({ facts, other, currency }: { facts: Facts; other: Facts | null; currency: string }) {
  const { t, locale } = useI18n();
  const parts: ReactNode[] = [];
  if (facts.status !== other?.status) parts.push(<StatusBadge key="status" status={facts.status} />);
  if (facts.category !== other?.category)
    parts.push(<span key="category">{facts.category ?? t("bulk.noCategory")}</span>);
  if (facts.tags.join() !== other?.tags.join())
    parts.push(<span key="tags">{facts.tags.length > 0 ? facts.tags.join(", ") : t("bulk.noTags")}</span>);
  if (facts.minPriceMinor !== other?.minPriceMinor || facts.maxPriceMinor !== other.maxPriceMinor)
    parts.push(
      <span key="price" className="whitespace-nowrap tabular-nums">
        <Money minor={facts.minPriceMinor} currency={currency} />
        {facts.minPriceMinor === facts.maxPriceMinor ? null : (
          <>
            {" – "}
            <Money minor={facts.maxPriceMinor} currency={currency} />
          </>
        )}
        {facts.minMarginBps === null ? null : ` · ${formatPercent(facts.minMarginBps, locale)}`}
      </span>,
    );
  return <span className="flex flex-wrap items-center gap-2">{parts}</span>;
}
