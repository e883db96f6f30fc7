import type { UseQueryResult } from "@tanstack/react-query";
import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { ReasonLine } from "@nexusone/ui/reason-line";
import { CircleAlert, Clock, Coins } from "lucide-react";
import { useEffect, useState } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";

type Guard = Outputs["messages"]["guard"];
const MINUTE_MS = 60_000;

/** What will happen to a message that is sent now: until when, what it costs, or why it cannot leave. */
export function GuardLine({ guard }: { guard: UseQueryResult<Guard, unknown> }) {
  const { t, locale } = useI18n();
  if (guard.isError)
    return (
      <p className="flex items-center gap-1.5 text-xs text-wait">
        <CircleAlert size={13} className="shrink-0" aria-hidden />
        {t("chat.guardUnknown")}
      </p>
    );
  if (!guard.data) return null;
  const { allowed, reason, details, window, price, channel } = guard.data;
  if (allowed === "nothing") return <KnownReason code={reason ?? "messages.window_closed"} details={details} />;
  // What helps stands below: the button that opens the templates.
  if (allowed === "template")
    return (
      <ReasonLine bare said={explain(isReasonCode(reason) ? reason : "messages.window_closed", locale, details)} />
    );
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        {window.sendUntil ? <Left until={window.sendUntil} /> : null}
        {price.freeForm ? (
          <span className="inline-flex items-center gap-1">
            <Coins size={13} aria-hidden />
            {t(`chat.price.${price.freeForm}`)}
          </span>
        ) : null}
      </p>
      {channel.waits ? <KnownReason code={channel.waits} /> : null}
    </div>
  );
}

/** How long one may still write freely; amber when it is less than two hours. */
function Left({ until }: { until: string }) {
  const t = useT();
  const { locale } = useI18n();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.max(0, Math.floor((Date.parse(until) - now) / MINUTE_MS));
  const unit = (value: number, name: "hour" | "minute"): string =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const hours = Math.floor(minutes / 60);
  const left = hours > 0 ? `${unit(hours, "hour")} ${unit(minutes % 60, "minute")}` : unit(minutes, "minute");
  return (
    <span className={minutes < 120 ? "inline-flex items-center gap-1 text-wait" : "inline-flex items-center gap-1"}>
      <Clock size={13} aria-hidden />
      {t("chat.windowLeft", { left })}
    </span>
  );
}
