import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { Money } from "@nexusone/ui/amounts";
import type { ReactNode } from "react";
import { useI18n, useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";

export type Batch = Outputs["orderBatches"]["get"];
const BUYS: readonly Batch["act"][] = ["confirm", "release", "resend"];

/** How far an act on many orders is, what it moves, and what it cannot do and why. */
export function BatchSum({ batch }: { batch: Batch }) {
  const { t, locale } = useI18n();
  const { act, state, counts } = batch;
  const settled = counts.done + counts.refused;
  const chosen = settled + counts.planned + counts.doing;
  return (
    <>
      <div role="status" className="flex flex-col gap-2">
        <p className="font-medium">
          {state === "reading"
            ? t("batch.reading", { count: batch.total })
            : state === "ready"
              ? t(`batch.will.${act}`, { count: counts.planned })
              : state === "running"
                ? t("batch.running", { done: settled, count: chosen })
                : t("batch.done", { count: counts.done })}
        </p>
        {state === "running" ? (
          <progress
            className="h-1.5 w-full accent-accent"
            value={settled}
            max={Math.max(1, chosen)}
            aria-label={t("bulk.progress")}
          />
        ) : null}
        {counts.refused > 0 ? <p className="text-wait">{t("batch.refused", { count: counts.refused })}</p> : null}
      </div>
      {state === "reading" || chosen === 0 ? null : <Moves batch={batch} />}
      {batch.reasons.length > 0 ? (
        <ul aria-label={t("batch.why")} className="flex flex-col gap-1">
          {batch.reasons.map(({ reason, count, details }) => (
            <li key={`${reason} ${details["from"]}`} className="text-sm text-soft">
              <span className="tabular-nums text-muted">{t("batch.orders", { count })}</span>{" "}
              {isReasonCode(reason) ? explain(reason, locale, details).sentence : reason}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** The money of the orders that are not left out. */
function Moves({ batch }: { batch: Batch }) {
  const t = useT();
  const { act, automation } = batch;
  const many = batch.totals.length > 1;
  const lines: { label: string; amount: ReactNode }[] = batch.totals.flatMap((one) => [
    {
      label: many ? t("batch.customersPayIn", { currency: one.currency }) : t("batch.customersPay"),
      amount: <Money minor={one.totalMinor} currency={one.currency} />,
    },
    ...(BUYS.includes(act)
      ? [
          {
            label: one.costUnknown > 0 ? t("batch.costButUnknown", { count: one.costUnknown }) : t("batch.costToday"),
            amount: <Money minor={one.costMinor} currency={one.currency} />,
          },
        ]
      : []),
  ]);
  if (act === "pay")
    lines.push({ label: t("batch.suppliersGet"), amount: <Money minor={batch.payUsdMinor} currency="USD" /> });
  const going = (act === "confirm" || act === "release") && automation !== "by_hand" ? automation : undefined;
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-sunken px-3 py-2">
      <dl className="flex flex-col gap-1">
        {lines.map(({ label, amount }) => (
          <div key={label} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <dt className="text-muted">{label}</dt>
            <dd className="font-medium tabular-nums">{amount}</dd>
          </div>
        ))}
      </dl>
      <p className="text-xs text-muted">
        {going === "pay" ? (
          <>
            {t("batch.goesAndPays")} <Money minor={batch.dailyLimitUsdMinor} currency="USD" />
          </>
        ) : going === "create" ? (
          t("batch.goes")
        ) : (
          t(act === "pay" ? "batch.paysNow" : "batch.paysNothing")
        )}
      </p>
    </div>
  );
}
