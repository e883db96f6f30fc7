import type { ReactNode } from "react";
import { cx } from "./cx.tsx";

export const TONES = {
  neutral: "bg-sunken text-soft border-line",
  good: "bg-good-soft text-good border-transparent",
  wait: "bg-wait-soft text-wait border-transparent",
  bad: "bg-bad-soft text-bad border-transparent",
  info: "bg-info-soft text-info border-transparent",
} as const;
export type Tone = keyof typeof TONES;

/** A word with a meaning; the colour only repeats what the word says. */
export function Badge(props: { tone?: Tone; icon?: ReactNode; children: ReactNode; title?: string }) {
  return (
    <span
      title={props.title}
      className={cx(
        "inline-flex h-5 max-w-full shrink-0 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs font-medium",
        TONES[props.tone ?? "neutral"],
      )}
    >
      {props.icon}
      <span className="truncate">{props.children}</span>
    </span>
  );
}
