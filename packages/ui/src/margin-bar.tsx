import type { Margin } from "@nexusone/contracts/margin";
import { TriangleAlert } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useRef, useState } from "react";
import { Money, Percent, relativeText } from "./amounts.tsx";
import { cx } from "./cx.tsx";
import { useReading } from "./locale.tsx";
import { barWidths, type MarginFacts, marginLines, type MarginPart } from "./margin-lines.tsx";

const COLOURS: Record<MarginPart, string> = {
  cost: "bg-part-cost",
  freight: "bg-part-freight",
  duty: "bg-part-duty",
  tax: "bg-part-tax",
  fees: "bg-part-fees",
  commission: "bg-part-commission",
  profit: "bg-part-profit",
};
type Props = {
  margin: Margin;
  facts?: MarginFacts | undefined;
  /** Smallest acceptable share of the net sale; under it the profit turns red and says so. */
  floorBps?: number | undefined;
  /** For tables: the sum waits behind the bar instead of standing below it. */
  compact?: boolean | undefined;
};

/** The price as one bar: what each part takes and what is left, with the arithmetic and the age of each number. */
export function MarginBar({ margin, facts = {}, floorBps, compact }: Props) {
  const below = margin.profitMinor < 0 || (floorBps !== undefined && margin.percentOfNetBps < floorBps);
  if (compact) return <CompactBar {...{ margin, facts, below }} />;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div>
        <Headline margin={margin} below={below} banded={facts.banded} />
        <Bar margin={margin} below={below} />
      </div>
      <Arithmetic large {...{ margin, facts, below }} />
    </div>
  );
}

type SumProps = { margin: Margin; facts: MarginFacts; below: boolean; large?: boolean };

/** Hover, focus or tap opens the sum. */
function CompactBar({ margin, facts, below }: SumProps) {
  const { words } = useReading();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const id = useId();
  return (
    <div className="w-full min-w-0">
      <button
        ref={anchor}
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        className="block w-full rounded-sm text-start"
        onPointerEnter={(event) => event.pointerType === "mouse" && setOpen(true)}
        onPointerLeave={(event) => event.pointerType === "mouse" && setOpen(false)}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
      >
        <Headline compact margin={margin} below={below} banded={facts.banded} />
        <Bar compact margin={margin} below={below} />
      </button>
      {open ? (
        <Popover.Root open onOpenChange={setOpen}>
          <Popover.Anchor virtualRef={anchor as { current: HTMLButtonElement }} />
          <Popover.Portal>
            <Popover.Content
              id={id}
              aria-label={words.breakdown}
              side="bottom"
              align="start"
              sideOffset={6}
              collisionPadding={8}
              onOpenAutoFocus={(event) => event.preventDefault()}
              onCloseAutoFocus={(event) => event.preventDefault()}
              className="pointer-events-none z-50 w-80 animate-fade rounded-md border border-line bg-raised p-3 shadow-lift"
            >
              <Arithmetic {...{ margin, facts, below }} />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      ) : null}
    </div>
  );
}

type PartProps = { margin: Margin; below: boolean; compact?: boolean };

const Bar = ({ margin, below, compact }: PartProps) => (
  <span className={cx("mt-1 flex overflow-hidden rounded-full bg-line", compact ? "h-1.5" : "h-3")} aria-hidden>
    {barWidths(margin).map(({ part, percent }, index) => (
      <span
        key={part}
        className={cx(
          part === "profit" && below ? "bg-bad" : COLOURS[part],
          index > 0 && "border-s border-surface",
          "h-full min-w-[2px]",
        )}
        style={{ width: `${percent}%` }}
      />
    ))}
  </span>
);

function Headline({ margin, below, compact, banded }: PartProps & { banded: boolean | undefined }) {
  const { words } = useReading();
  return (
    <span className="flex items-baseline gap-2 whitespace-nowrap">
      <span className="sr-only">{margin.profitMinor < 0 ? words.loss : words.profit}</span>
      {below ? <TriangleAlert size={compact ? 13 : 16} className="self-center text-bad" aria-hidden /> : null}
      <span className={cx("font-semibold", compact ? "text-sm" : "text-xl", below ? "text-bad" : "text-good")}>
        {banded ? "~" : ""}
        <Money minor={margin.profitMinor} currency={margin.currency} />
      </span>
      <span className={cx("text-muted", compact ? "text-xs max-md:hidden" : "text-sm")}>
        <Percent bps={margin.percentOfPriceBps} /> {compact ? null : words.ofPrice}
      </span>
      {below ? (
        <span className={cx("text-xs font-medium text-bad", compact && "sr-only")}>{words.belowFloor}</span>
      ) : null}
    </span>
  );
}

/** The sum as a table, one row per part. */
function Arithmetic({ margin, facts, below, large }: SumProps) {
  const { locale, words } = useReading();
  const nowMs = Date.now();
  const lines = marginLines(margin, facts, { locale, words, ago: (at) => relativeText(at, nowMs, locale) });
  return (
    <table className={cx("w-full", large ? "text-sm" : "text-xs")}>
      <tbody>
        {lines.map(({ part, label, amount, note }) => (
          <tr key={part} className={part === "profit" ? "border-t border-line" : undefined}>
            <th scope="row" className="whitespace-nowrap py-1 pe-3 text-start align-top font-normal text-muted">
              <span className="inline-flex items-center gap-1.5">
                <span
                  className={cx(
                    "size-2 shrink-0 rounded-[2px]",
                    part === "price" ? "bg-transparent" : part === "profit" && below ? "bg-bad" : COLOURS[part],
                  )}
                  aria-hidden
                />
                {label}
              </span>
            </th>
            <td className="py-1 text-end align-top">
              <span
                className={cx(
                  "tabular-nums",
                  part === "profit" ? cx("font-semibold", below ? "text-bad" : "text-good") : "text-ink",
                )}
              >
                {amount}
              </span>
              {note ? <span className={cx("block text-muted", large ? "text-xs" : "text-2xs")}>{note}</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type FigureProps = { profitMinor: number; currency: string; percentOfPriceBps: number; belowFloor: boolean };

/** Margin in a table cell when only its result is known. */
export function MarginFigure({ profitMinor, currency, percentOfPriceBps, belowFloor }: FigureProps) {
  const { words } = useReading();
  const share = Math.min(100, Math.max(0, percentOfPriceBps / 100));
  return (
    <span className="inline-flex w-24 flex-col items-stretch gap-1" title={belowFloor ? words.belowFloor : undefined}>
      <span className="flex items-baseline justify-end gap-1.5 whitespace-nowrap">
        {belowFloor ? <TriangleAlert size={13} className="self-center text-bad" aria-label={words.belowFloor} /> : null}
        <span className={cx("font-medium", belowFloor ? "text-bad" : "text-good")}>
          <Money minor={profitMinor} currency={currency} />
        </span>
        <span className="w-9 text-end text-xs text-muted">
          <Percent bps={percentOfPriceBps} digits={0} />
        </span>
      </span>
      <span className="block h-1 overflow-hidden rounded-full bg-line" aria-hidden>
        <span className={cx("block h-full", belowFloor ? "bg-bad" : "bg-part-profit")} style={{ width: `${share}%` }} />
      </span>
    </span>
  );
}
