import type { CampaignState, RecipientStatus } from "@nexusone/contracts/campaign-terms";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Ban, CircleCheck, Clock, FilePen, Pause, Send } from "lucide-react";
import { useI18n, useT } from "../../i18n/context.tsx";
import type { CampaignLine } from "./campaigns-query.ts";

const STATE_TONES: Record<CampaignState, Tone> = {
  draft: "neutral",
  launched: "info",
  running: "info",
  paused: "wait",
  done: "good",
  ended: "neutral",
};
const STATE_ICONS = {
  draft: FilePen,
  launched: Clock,
  running: Send,
  paused: Pause,
  done: CircleCheck,
  ended: Ban,
} as const;

export function CampaignBadge({ state }: { state: CampaignState }) {
  const t = useT();
  const Icon = STATE_ICONS[state];
  return (
    <Badge tone={STATE_TONES[state]} icon={<Icon size={12} aria-hidden />}>
      {t(`campaigns.state.${state}`)}
    </Badge>
  );
}

const STATUS_TONES: Record<RecipientStatus, Tone> = {
  pending: "wait",
  sent: "info",
  delivered: "good",
  read: "good",
  failed: "bad",
  unknown: "wait",
  skipped: "neutral",
};
export function StatusBadge({ status }: { status: RecipientStatus }) {
  const t = useT();
  return <Badge tone={STATUS_TONES[status]}>{t(`campaigns.status.${status}`)}</Badge>;
}

/** 9:05, as one reads it. */
export function useMinuteText(): (minute: number) => string {
  const { locale } = useI18n();
  return (minute) =>
    new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(
      new Date(minute * 60_000),
    );
}

/** When people get it, in one sentence. */
export function useScheduleText(): (schedule: CampaignLine["schedule"]) => string {
  const { t, locale } = useI18n();
  const minuteText = useMinuteText();
  return ({ day, minute, repeats }) => {
    if (repeats)
      return minute === null
        ? t("campaigns.when.repeats")
        : t("campaigns.when.repeatsAt", { time: minuteText(minute) });
    const date =
      day === null
        ? ""
        : new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
    if (day === null)
      return minute === null ? t("campaigns.when.now") : t("campaigns.when.at", { time: minuteText(minute) });
    return minute === null
      ? t("campaigns.when.day", { date })
      : t("campaigns.when.dayAt", { date, time: minuteText(minute) });
  };
}
