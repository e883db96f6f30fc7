import type { ChatMessageState } from "@nexusone/contracts/conversation-terms";
import { cx } from "@nexusone/ui/cx";
import { Ban, Check, CheckCheck, CircleAlert, CircleHelp, Clock, type LucideIcon, Play } from "lucide-react";
import { useT } from "../../i18n/context.tsx";

const LOOKS: Readonly<Record<Exclude<ChatMessageState, "received">, readonly [LucideIcon, string]>> = {
  queued: [Clock, "text-muted"],
  sending: [Clock, "text-muted"],
  unknown: [CircleHelp, "text-wait"],
  accepted: [Check, "text-muted"],
  sent: [Check, "text-muted"],
  delivered: [CheckCheck, "text-muted"],
  read: [CheckCheck, "text-info"],
  played: [Play, "text-info"],
  failed: [CircleAlert, "text-bad"],
  cancelled: [Ban, "text-muted"],
};

/** Where a message of ours stands, as an icon with its word. */
export function Ticks({ state }: { state: ChatMessageState }) {
  const t = useT();
  if (state === "received") return null;
  const [Icon, tone] = LOOKS[state];
  const word = t(`chat.tick.${state}`);
  return (
    <span title={word} className={cx("inline-flex shrink-0", tone)}>
      <Icon size={14} role="img" aria-label={word} />
    </span>
  );
}
