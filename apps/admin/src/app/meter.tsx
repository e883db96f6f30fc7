import { cx } from "@nexusone/ui/cx";
import { useId } from "react";
import { useI18n } from "../i18n/context.tsx";

type Props = { label: string; hint?: string; value: number; max: number };

/** How much of an allowance is used; it turns amber at four fifths and red when nothing is left. */
export function Meter({ label, hint, value, max }: Props) {
  const { t, locale } = useI18n();
  const id = useId();
  const number = new Intl.NumberFormat(locale);
  const share = max === 0 ? 1 : Math.min(value / max, 1);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span id={id} className="text-muted">
          {label}
        </span>
        <span className="font-medium tabular-nums text-ink">
          {t("plan.productsOf", { count: number.format(value), limit: number.format(max) })}
        </span>
      </div>
      <div
        role="meter"
        aria-labelledby={id}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className={cx("h-full rounded-full", share >= 1 ? "bg-bad" : share >= 0.8 ? "bg-wait" : "bg-part-profit")}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      {hint ? <p className="text-xs text-muted">{hint}</p> : null}
    </div>
  );
}
