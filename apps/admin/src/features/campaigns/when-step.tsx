import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Checkbox } from "@nexusone/ui/toggle";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useMinuteText } from "./campaign-words.tsx";
import type { Campaign, CampaignOptions } from "./campaigns-query.ts";
import { StepForm } from "./step-form.tsx";

type Schedule = Campaign["schedule"];
type Props = {
  options: CampaignOptions;
  campaign: Campaign;
  busy: boolean;
  error: unknown;
  onNext: (schedule: Schedule) => void;
};

const pad = (value: number): string => String(value).padStart(2, "0");
const clock = (minute: number | null): string =>
  minute === null ? "" : `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** The day and the hour by each person's own clock, and whether it goes on for whoever comes to fit. */
export function WhenStep({ options, campaign, busy, error, onNext }: Props) {
  const t = useT();
  const minuteText = useMinuteText();
  const [schedule, setSchedule] = useState(campaign.schedule);
  const { from, to } = options.quiet;
  return (
    <StepForm busy={busy} error={error} onNext={() => onNext(schedule)}>
      <Card title={t("campaigns.step.when")} hint={t("campaigns.whenHint")}>
        <div className="flex max-w-xl flex-col gap-4">
          <Checkbox
            label={t("campaigns.repeats")}
            hint={t("campaigns.repeatsHint")}
            checked={schedule.repeats}
            onChange={({ target }) => setSchedule({ ...schedule, repeats: target.checked, day: null })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            {schedule.repeats ? null : (
              <Input
                label={t("campaigns.day")}
                hint={t("campaigns.dayHint")}
                optional
                type="date"
                value={schedule.day ?? ""}
                onChange={({ target }) => setSchedule({ ...schedule, day: target.value || null })}
              />
            )}
            <Input
              label={t("campaigns.hour")}
              hint={t("campaigns.hourHint")}
              optional
              type="time"
              value={clock(schedule.minute)}
              onChange={({ target }) => setSchedule({ ...schedule, minute: minuteOf(target.value) })}
            />
          </div>
          <p className="text-sm text-soft">
            {from === to
              ? t("campaigns.noQuiet")
              : t("campaigns.quiet", { from: minuteText(from), to: minuteText(to) })}
          </p>
        </div>
      </Card>
    </StepForm>
  );
}
