import { cx } from "./cx.tsx";
import { useReading } from "./locale.tsx";

export type LiveState = { readonly kind: "live" | "connecting" } | { readonly kind: "offline"; readonly since: string };

const LOOK = { live: "bg-part-profit", connecting: "bg-wait animate-pulse", offline: "bg-bad" } as const;

/** Whether what is shown is current: connected, catching up, or offline since a time. Never colour alone. */
export function LiveDot({ state, compact }: { state: LiveState; compact?: boolean }) {
  const { words, locale, timeZone } = useReading();
  const text =
    state.kind === "offline"
      ? `${words.offline} ${new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(new Date(state.since))}`
      : words[state.kind];
  return (
    <span role="status" className="inline-flex items-center gap-1.5 whitespace-nowrap text-xs text-muted" title={text}>
      <span aria-hidden className={cx("size-2 rounded-full", LOOK[state.kind])} />
      <span className={compact && state.kind === "live" ? "sr-only" : undefined}>{text}</span>
    </span>
  );
}
