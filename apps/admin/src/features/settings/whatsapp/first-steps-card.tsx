import type { ChannelDetails } from "@nexusone/contracts/channels";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Card } from "@nexusone/ui/layout";
import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../../../i18n/context.tsx";

type Mark = "done" | "open" | "bad";
const MARKS = {
  done: { Icon: CircleCheck, look: "text-good" },
  open: { Icon: CircleDashed, look: "text-muted" },
  bad: { Icon: TriangleAlert, look: "text-wait" },
} as const;

/** What a number still lacks until somebody was answered over it. */
export function FirstStepsCard({ channel }: { channel: ChannelDetails }) {
  const t = useT();
  const { state, webhook, heardAt, displayPhone, environment } = channel;
  return (
    <Card title={t("channels.first")} hint={t("channels.firstHint")}>
      <ol className="flex flex-col gap-3">
        <Step mark={state === "connected" ? "done" : "bad"} title={t("channels.first.keys")}>
          {t(state === "connected" ? "channels.first.keysDone" : "channels.first.keysBad")}
        </Step>
        <Step mark={webhook === "registered" ? "done" : heardAt ? "done" : "bad"} title={t("channels.first.webhook")}>
          {t(webhook === "registered" ? "channels.first.webhookDone" : "channels.first.webhookHand")}
        </Step>
        <Step mark={heardAt ? "done" : "open"} title={t("channels.first.heard")}>
          {heardAt ? (
            <RelativeTime at={heardAt} />
          ) : (
            t(environment === "sandbox" ? "channels.first.writeSandbox" : "channels.first.write", {
              phone: displayPhone ?? "",
            })
          )}
        </Step>
      </ol>
    </Card>
  );
}

function Step({ mark, title, children }: { mark: Mark; title: string; children: ReactNode }) {
  const t = useT();
  const { Icon, look } = MARKS[mark];
  return (
    <li className="flex items-start gap-2">
      <Icon size={16} className={`mt-0.5 shrink-0 ${look}`} aria-label={t(`channels.mark.${mark}`)} />
      <div className="min-w-0 text-sm">
        <p className="font-medium text-ink">{title}</p>
        <p className="text-muted">{children}</p>
      </div>
    </li>
  );
}
