import { FlaskConical } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import type { Conversation } from "./inbox-queries.ts";

/** The shop's number that a conversation goes over; one of the simulated world says so. */
export function ChannelName({ channel }: Pick<Conversation, "channel">) {
  const t = useT();
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      {channel.environment === "sandbox" ? (
        <span title={t("env.sandboxHint")} className="inline-flex shrink-0 text-info">
          <FlaskConical size={12} role="img" aria-label={t("env.sandbox")} />
        </span>
      ) : null}
      <bdi className="truncate">{channel.label}</bdi>
    </span>
  );
}
