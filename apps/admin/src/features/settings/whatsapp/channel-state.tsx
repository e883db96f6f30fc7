import type { ChannelView } from "@nexusone/contracts/channels";
import { explain, isReasonCode, type ReasonCode } from "@nexusone/contracts/reasons";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { ReasonLine } from "@nexusone/ui/reason-line";
import { Check, CirclePause, Plug, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n, useT } from "../../../i18n/context.tsx";

type Standing = "connected" | "paused" | "failing" | "disconnected";
const LOOKS: Record<Standing, { readonly tone: Tone; readonly Icon: typeof Check }> = {
  connected: { tone: "good", Icon: Check },
  paused: { tone: "wait", Icon: CirclePause },
  failing: { tone: "bad", Icon: TriangleAlert },
  disconnected: { tone: "neutral", Icon: Plug },
};

const standingOf = ({ state, pausedReason }: ChannelView): Standing =>
  state === "connected" && pausedReason !== null ? "paused" : state;

export function ChannelStateBadge({ channel }: { channel: ChannelView }) {
  const t = useT();
  const standing = standingOf(channel);
  const { tone, Icon } = LOOKS[standing];
  return (
    <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
      {t(`channels.state.${standing}`)}
    </Badge>
  );
}

/** Everything that stands in a number's way, each with the button that helps where there is one. */
export function ChannelTroubles({
  channel,
  helpFor,
}: {
  channel: ChannelView;
  helpFor?: (code: ReasonCode) => ReactNode;
}) {
  const { locale } = useI18n();
  const { state, reason, pausedReason, webhookReason } = channel;
  const codes = state === "disconnected" ? [] : [reason, pausedReason, webhookReason];
  const found = [...new Set(codes)].filter(isReasonCode);
  if (found.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {found.map((code) => (
        <ReasonLine key={code} bare said={explain(code, locale)} remedy={helpFor?.(code)} />
      ))}
    </div>
  );
}

export function QualityBadge({ quality }: { quality: ChannelView["quality"] }) {
  const t = useT();
  const tones = { GREEN: "good", YELLOW: "wait", RED: "bad", UNKNOWN: "neutral" } as const;
  return <Badge tone={tones[quality]}>{t(`channels.quality.${quality}`)}</Badge>;
}
