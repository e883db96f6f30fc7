import { cx } from "@nexusone/ui/cx";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useI18n } from "../../i18n/context.tsx";

export type Step = { readonly at: string; readonly value: number; readonly bad?: number };
type Props = {
  label: string;
  steps: readonly Step[];
  hourly: boolean;
  timezone: string;
  valueName: string;
  badName?: string;
};

/** A column for every hour or day, what went badly in red at its foot; the same as a table for whoever wants figures. */
export function Bars({ label, steps, hourly, timezone, valueName, badName }: Props) {
  const { t, locale } = useI18n();
  const most = Math.max(1, ...steps.map(({ value }) => value));
  const number = new Intl.NumberFormat(locale);
  // A day begins when it does for the shop, whoever looks from wherever.
  const time = new Intl.DateTimeFormat(locale, {
    timeZone: timezone,
    ...(hourly ? { weekday: "short", hour: "numeric" } : { dateStyle: "medium" }),
  });
  const [first, last] = [steps[0], steps.at(-1)];
  return (
    <div className="flex flex-col gap-2">
      <div aria-hidden className="flex h-28 items-end gap-px border-b border-line">
        {steps.map(({ at, value, bad = 0 }) => (
          <div
            key={at}
            title={`${time.format(new Date(at))}: ${number.format(value)}`}
            className="flex h-full min-w-0 flex-1 flex-col justify-end hover:bg-hover"
          >
            <div className="bg-accent/80" style={{ height: `${((value - bad) / most) * 100}%` }} />
            <div className="bg-bad" style={{ height: `${(bad / most) * 100}%` }} />
          </div>
        ))}
      </div>
      {first && last ? (
        <div aria-hidden className="flex justify-between text-xs tabular-nums text-muted">
          <span>{time.format(new Date(first.at))}</span>
          <span>{t("analytics.most", { count: number.format(most) })}</span>
          <span>{time.format(new Date(last.at))}</span>
        </div>
      ) : null}
      <details>
        <summary className="touch-target w-fit cursor-pointer text-xs text-muted hover:text-ink">
          {t("analytics.asTable")}
        </summary>
        <Table
          narrow
          label={label}
          head={
            <>
              <Th>{t("analytics.column.when")}</Th>
              <Th end>{valueName}</Th>
              {badName ? <Th end>{badName}</Th> : null}
            </>
          }
        >
          {steps.map(({ at, value, bad = 0 }) => (
            <tr key={at}>
              <Td>{time.format(new Date(at))}</Td>
              <Td end>{number.format(value)}</Td>
              {badName ? (
                <Td end className={cx(bad > 0 && "text-bad")}>
                  {number.format(bad)}
                </Td>
              ) : null}
            </tr>
          ))}
        </Table>
      </details>
    </div>
  );
}

/** Amounts side by side, the largest filling its line. */
export function AmountBars({ rows }: { rows: readonly { name: string; value: number }[] }) {
  const { locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ul className="flex flex-col gap-3">
      {rows.map(({ name, value }) => (
        <li key={name} className="flex flex-col gap-1">
          <span className="flex justify-between gap-3 text-sm">
            <span className="min-w-0 truncate text-soft">{name}</span>
            <span className="font-medium tabular-nums text-ink">{number.format(value)}</span>
          </span>
          <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-line">
            <span
              className="block h-full rounded-full bg-accent"
              style={{ width: `${Math.max(0, value / most) * 100}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
