import type { BusinessConfig } from "@nexusone/contracts/channels";
import { minuteText, toMinute, weekdayNames } from "@nexusone/contracts/clock-times";
import { Button, IconButton } from "@nexusone/ui/button";
import { controlClass } from "@nexusone/ui/field";
import { Plus, X } from "lucide-react";
import { useI18n } from "../../../i18n/context.tsx";

type Hours = BusinessConfig["hours"];
const MIDNIGHT = 1_440;
const FIRST = { from: 540, to: 1_080 };

/** A control says 00:00 for the end of the day. */
const endOf = (minute: number): number => (minute === 0 ? MIDNIGHT : minute);
const textOf = (minute: number): string => minuteText(minute % MIDNIGHT);

/** Opening hours of a week: any number of times a day, none is closed. */
export function HoursEditor({
  hours,
  disabled,
  onChange,
}: {
  hours: Hours;
  disabled: boolean;
  onChange: (hours: Hours) => void;
}) {
  const { t, locale } = useI18n();
  const put = (at: number, change: Partial<Hours[number]>): void =>
    onChange(hours.map((one, nth) => (nth === at ? { ...one, ...change } : one)));
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
      {weekdayNames(locale).map((name, index) => {
        const day = index + 1;
        const open = hours.flatMap((one, at) => (one.day === day ? [{ ...one, at }] : []));
        const last = open.at(-1);
        const next = last && last.to < MIDNIGHT - 60 ? { from: last.to + 60, to: MIDNIGHT } : FIRST;
        return (
          <li key={day} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-3 py-2">
            <span className="w-full text-sm first-letter:uppercase sm:w-24 sm:pt-1.5">{name}</span>
            <div className="flex min-w-0 flex-1 flex-col gap-2">
              {open.length === 0 ? <span className="text-sm text-muted sm:pt-1.5">{t("channels.closed")}</span> : null}
              {open.map(({ from, to, at }) => (
                <span key={at} className="flex items-center gap-1.5 sm:gap-2">
                  <input
                    type="time"
                    required
                    aria-label={t("channels.opens", { day: name })}
                    className={`${controlClass} h-8 max-w-28 min-w-28`}
                    disabled={disabled}
                    value={textOf(from)}
                    onChange={(event) => put(at, { from: toMinute(event.target.value) ?? from })}
                  />
                  <span className="text-muted" aria-hidden>
                    –
                  </span>
                  <input
                    type="time"
                    required
                    aria-label={t("channels.closes", { day: name })}
                    className={`${controlClass} h-8 max-w-28 min-w-28`}
                    disabled={disabled}
                    value={textOf(to)}
                    onChange={(event) => put(at, { to: endOf(toMinute(event.target.value) ?? to) })}
                  />
                  <IconButton
                    size="sm"
                    label={t("channels.removeHours", { day: name })}
                    icon={<X size={14} aria-hidden />}
                    disabled={disabled}
                    onClick={() => onChange(hours.filter((_, nth) => nth !== at))}
                  />
                </span>
              ))}
            </div>
            <Button
              size="sm"
              look="quiet"
              icon={<Plus size={13} aria-hidden />}
              disabled={disabled}
              aria-label={t("channels.addHours", { day: name })}
              onClick={() => onChange([...hours, { day, ...next }])}
            >
              {t("channels.add")}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
