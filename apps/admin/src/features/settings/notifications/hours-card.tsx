import type { NotificationSettingsView } from "@nexusone/contracts/notifications";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Switch } from "@nexusone/ui/toggle";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useSaveSettings } from "./use-save-settings.ts";

const NIGHT = { from: 22 * 60, to: 7 * 60 };

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
/** Undefined while the control is being emptied. */
function minuteOf(clock: string): number | undefined {
  const [hour, minute] = clock.split(":").map(Number);
  return hour === undefined || minute === undefined || Number.isNaN(hour + minute) ? undefined : hour * 60 + minute;
}

/** When one may be disturbed, and when the digest comes. */
export function HoursCard({ settings }: { settings: NotificationSettingsView }) {
  const t = useT();
  const save = useSaveSettings();
  const [quiet, setQuiet] = useState(settings.quiet);
  const [digestAt, setDigestAt] = useState(settings.digestAt);
  const [timezone, setTimezone] = useState(settings.timezone);
  const time = (label: string, value: number, onChange: (minute: number) => void) => (
    <Input
      label={label}
      type="time"
      required
      value={clockOf(value)}
      onChange={(event) => {
        const minute = minuteOf(event.target.value);
        if (minute !== undefined) onChange(minute);
      }}
    />
  );
  return (
    <Card title={t("notify.hours")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ quiet, digestAt, timezone });
        }}
      >
        <div className="empty:hidden">
          <Refused error={save.error} />
        </div>
        <Switch
          label={t("notify.quiet")}
          hint={t("notify.quietHint")}
          checked={quiet !== null}
          onChange={(on) => setQuiet(on ? NIGHT : null)}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          {quiet ? (
            <>
              {time(t("notify.quietFrom"), quiet.from, (from) => setQuiet({ ...quiet, from }))}
              {time(t("notify.quietTo"), quiet.to, (to) => setQuiet({ ...quiet, to }))}
            </>
          ) : null}
          {time(t("notify.digestAt"), digestAt, setDigestAt)}
          <Select label={t("general.timezone")} value={timezone} onChange={(event) => setTimezone(event.target.value)}>
            {[...new Set([timezone, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </div>
        <div className="flex justify-end">
          <Button type="submit" look="primary" busy={save.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
