import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { cx } from "./cx.tsx";

/** A plain table inside a card; scrolls sideways by itself rather than the page. */
type TableProps = {
  label: string;
  head: ReactNode;
  children: ReactNode;
  /** Fits a phone as it is. */
  narrow?: boolean | undefined;
};

export function Table({ label, head, children, narrow }: TableProps) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table className={cx("w-full border-collapse text-sm", narrow ? null : "min-w-[36rem]")}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

type Align = { end?: boolean | undefined; sticky?: boolean | undefined };
const stick = "sticky start-0 z-10";

export function Th({ end, sticky, className, ...rest }: ThHTMLAttributes<HTMLTableCellElement> & Align) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        "h-9 whitespace-nowrap border-b border-line px-3 text-xs font-medium text-muted first:ps-4 last:pe-4",
        end ? "text-end" : "text-start",
        sticky && cx(stick, "bg-surface"),
        className,
      )}
    />
  );
}

export function Td({ end, sticky, className, ...rest }: TdHTMLAttributes<HTMLTableCellElement> & Align) {
  return (
    <td
      {...rest}
      className={cx(
        "h-11 border-b border-line px-3 py-1.5 align-middle first:ps-4 last:pe-4",
        end && "text-end tabular-nums",
        sticky && cx(stick, "bg-surface"),
        className,
      )}
    />
  );
}

/** A filter or a choice that shows whether it is on. */
export const chipClass = (on: boolean): string =>
  cx(
    "touch-target inline-flex h-7 shrink-0 items-center gap-1 rounded-md border px-2 text-xs font-medium transition-colors",
    on
      ? "border-accent-ink/40 bg-selected text-accent-ink"
      : "border-line-strong border-dashed text-soft hover:bg-hover",
  );
