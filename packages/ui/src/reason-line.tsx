import type { ErrorKind } from "@nexusone/contracts/reasons/define";
import { Ban, CircleAlert, Clock, CloudOff, Crown, Lock, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.tsx";
import { useReading } from "./locale.tsx";

/** What is said about a refusal: the registry's sentence and remedy in the reader's language. */
export type Said = {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly sentence: string;
  readonly remedy: { readonly label: string; readonly action: string; readonly href?: string | undefined };
};

const ICONS = {
  invalid: CircleAlert,
  unauthenticated: Lock,
  forbidden: Ban,
  plan_required: Crown,
  not_found: SearchX,
  conflict: CircleAlert,
  too_large: CircleAlert,
  too_many: Clock,
  unavailable: CloudOff,
} as const satisfies Record<ErrorKind, unknown>;

const TONES = {
  invalid: "text-bad",
  unauthenticated: "text-wait",
  forbidden: "text-wait",
  plan_required: "text-info",
  not_found: "text-muted",
  conflict: "text-wait",
  too_large: "text-bad",
  too_many: "text-wait",
  unavailable: "text-wait",
} as const satisfies Record<ErrorKind, string>;

type Props = {
  said: Said;
  /** Draws the remedy; the caller knows where it leads. Null when nothing can be done from here. */
  remedy?: ReactNode;
  why?: ReactNode;
  /** Inside a row or a card: no frame. */
  bare?: boolean | undefined;
};

/** Icon, sentence, remedy button, and the way to the timeline. The same wherever something is refused or failed. */
export function ReasonLine({ said, remedy, why, bare }: Props) {
  const { words } = useReading();
  const Icon = ICONS[said.kind];
  return (
    <div
      role={bare ? undefined : "alert"}
      data-reason={said.code}
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm",
        bare ? null : "rounded-md border border-line bg-sunken px-3 py-2",
      )}
    >
      <span className="flex min-w-0 flex-1 basis-48 items-start gap-2">
        <Icon size={16} className={cx("mt-0.5 shrink-0", TONES[said.kind])} aria-hidden />
        <span className="min-w-0 text-ink">{said.sentence}</span>
      </span>
      {remedy}
      {why ? (
        <span className="text-xs text-muted" title={words.why}>
          {why}
        </span>
      ) : null}
    </div>
  );
}
