import type { PreviewRowId } from "@nexusone/contracts/ids";
import { Money, Usd } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { cx } from "@nexusone/ui/cx";
import { MarginBar } from "@nexusone/ui/margin-bar";
import { Td } from "@nexusone/ui/table";
import { Checkbox } from "@nexusone/ui/toggle";
import { memo } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Selection } from "../catalogue/use-selection.ts";
import { Thumb } from "../catalogue/thumb.tsx";
import { carrierText, daysText } from "../product/facts.ts";
import { type Preview, RESULT_TONES, resultOf, type TriageRow } from "./triage-results.ts";

type Props = {
  row: TriageRow;
  index: number;
  preview: Preview;
  chosen: boolean;
  onChoose: Selection<PreviewRowId>["toggle"] | undefined;
  onLook: (id: PreviewRowId) => void;
  measure: (line: HTMLTableRowElement | null) => void;
};
const WIDE = "max-md:hidden";

/** One product: what became of it, and what it would bring. On a phone all of it stands in one cell. */
export const TriageLine = memo(function TriageLine({ row, index, preview, chosen, onChoose, onLook, measure }: Props) {
  const t = useT();
  const { numbers } = row;
  const { currency } = preview.pricing.terms;
  const name = row.name ?? row.ref;
  const out = row.status === "excluded";
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      {...(onChoose && { "aria-selected": chosen })}
      className={cx("group", chosen && "bg-selected")}
    >
      <Td className="align-top max-md:w-full md:w-[30%] md:min-w-72 sm:first:ps-6">
        <div className="flex items-start gap-3 py-1">
          {onChoose ? (
            <Checkbox
              className="mt-2 touch-target"
              label={t("bulk.choose", { name })}
              hideLabel
              checked={chosen}
              onClick={(event) => onChoose(index, event.shiftKey)}
              onChange={() => undefined}
            />
          ) : null}
          <Thumb url={row.imageUrl} className={cx("size-9", out && "opacity-60")} />
          <div className="min-w-0 flex-1">
            {numbers ? (
              <button
                type="button"
                data-row={index}
                className="line-clamp-2 max-w-full rounded-sm text-start font-medium text-ink hover:underline"
                onClick={() => onLook(row.id)}
              >
                {name}
              </button>
            ) : (
              <span className="line-clamp-2 break-all text-soft">{name}</span>
            )}
            <span className="block truncate text-xs text-muted">{detailOf(row, t)}</span>
            <div className="mt-1.5 flex flex-col items-start gap-1.5 md:hidden">
              <div className="flex w-full flex-wrap items-center justify-between gap-2">
                <Result row={row} />
                {numbers && !out ? <Price row={row} currency={currency} /> : null}
              </div>
              {numbers && !out ? <Margin row={row} preview={preview} /> : null}
            </div>
          </div>
        </div>
      </Td>
      {numbers ? (
        <>
          <Td className={cx("max-w-64", WIDE)}>
            <Result row={row} />
          </Td>
          <Td className={cx("max-w-40", WIDE)}>
            <span className="block truncate text-soft" title={row.categoryName ?? undefined}>
              {row.categoryName ?? "–"}
            </span>
            {row.tags.length > 0 ? (
              <span className="block truncate text-xs text-muted" title={row.tags.join(", ")}>
                {row.tags.join(", ")}
              </span>
            ) : null}
          </Td>
          <Td end className={cx("whitespace-nowrap text-soft", WIDE)}>
            {numbers.costUsd ? <Usd amount={numbers.costUsd} /> : "–"}
          </Td>
          <Td end className={cx("whitespace-nowrap text-soft", WIDE)}>
            {numbers.landedMinor === null ? "–" : <Money minor={numbers.landedMinor} currency={currency} />}
          </Td>
          <Td end className={cx("whitespace-nowrap", WIDE)}>
            <Price row={row} currency={currency} />
          </Td>
          <Td className={cx("w-40 min-w-36 sm:last:pe-6", WIDE)}>
            <Margin row={row} preview={preview} />
          </Td>
        </>
      ) : (
        <Td colSpan={6} className={cx("sm:last:pe-6", WIDE)}>
          <Result row={row} />
        </Td>
      )}
    </tr>
  );
});

function detailOf({ numbers, externalId, ref, name }: TriageRow, t: ReturnType<typeof useT>): string {
  if (!numbers) return externalId !== null && name === null && externalId !== ref ? externalId : "";
  const { freight, variants } = numbers;
  const days =
    freight?.minDays != null && freight.maxDays != null ? [daysText(freight.minDays, freight.maxDays, t)] : [];
  return [t("imports.sheet.variants", { count: variants }), ...days].join(" · ");
}

/** In one word when it goes in, with the reason and its remedy when it does not. */
function Result({ row }: { row: TriageRow }) {
  const t = useT();
  const result = resultOf(row);
  if (row.reason !== null) return <KnownReason code={row.reason} details={row.reasonDetails} />;
  return <Badge tone={RESULT_TONES[result]}>{t(`imports.result.${result}`)}</Badge>;
}

function Price({ row: { numbers }, currency }: { row: TriageRow; currency: string }) {
  if (!numbers || numbers.minPriceMinor === null || numbers.maxPriceMinor === null) return <>–</>;
  const { minPriceMinor: from, maxPriceMinor: to } = numbers;
  return (
    <span className="whitespace-nowrap font-medium tabular-nums text-ink">
      <Money minor={from} currency={currency} />
      {from === to ? null : (
        <>
          {" – "}
          <Money minor={to} currency={currency} />
        </>
      )}
    </span>
  );
}

function Margin({ row: { numbers }, preview }: { row: TriageRow; preview: Preview }) {
  const t = useT();
  if (!numbers?.margin) return <span className="text-xs text-muted">{t("catalogue.noQuote")}</span>;
  const { freight } = numbers;
  return (
    <MarginBar
      compact
      margin={numbers.margin}
      floorBps={preview.pricing.floorMarginBps}
      facts={{
        costUsd: numbers.costUsd,
        costReadAt: preview.createdAt,
        freightUsd: freight?.usd ?? null,
        carrier: freight ? carrierText(freight, t) : null,
        quotedAt: freight?.quotedAt ?? null,
        banded: freight?.banded ?? false,
        fxRate: preview.pricing.terms.fxRate,
      }}
    />
  );
}
