import { Bot, CircleUser, Cog, KeyRound, type LucideIcon, Puzzle, Webhook } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "./amounts.tsx";
import { useReading } from "./locale.tsx";

export type TimelineChange = { readonly name: string; readonly before: string | null; readonly after: string | null };
export type TimelineEntry = {
  readonly id: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actor: string;
  readonly sentence: string;
  readonly changes: readonly TimelineChange[];
  readonly cause?: ReactNode;
};

const ACTOR_ICONS: Record<string, LucideIcon> = {
  user: CircleUser,
  api_key: KeyRound,
  extension_session: Puzzle,
  webhook: Webhook,
  assistant: Bot,
};

/** Who or what did it, what it was before and after, and what caused it. Newest first. */
export function WhyTimeline({ entries, footer }: { entries: readonly TimelineEntry[]; footer?: ReactNode }) {
  const { words } = useReading();
  return (
    <div>
      <ol className="flex flex-col">
        {entries.map(({ id, at, actorKind, actor, sentence, changes, cause }) => {
          const Icon = ACTOR_ICONS[actorKind] ?? Cog;
          return (
            <li
              key={id}
              className="relative flex gap-3 pb-4 before:absolute before:inset-y-0 before:start-[11px] before:w-px before:bg-line last:pb-0 last:before:hidden"
            >
              <span className="z-10 grid size-6 shrink-0 place-items-center rounded-full border border-line bg-surface text-muted">
                <Icon size={13} aria-hidden />
              </span>
              <div className="min-w-0 flex-1 pt-0.5">
                <p className="text-sm text-ink">{sentence}</p>
                <p className="text-xs text-muted">
                  {actor} · <RelativeTime at={at} />
                  {cause ? <span className="ms-3">{cause}</span> : null}
                </p>
                {changes.length > 0 ? (
                  <ul className="mt-1 flex flex-col gap-0.5 text-xs">
                    {changes.map(({ name, before, after }) => (
                      <li key={name} className="break-words text-soft">
                        <span className="text-muted">{name} </span>
                        <del className="text-muted" aria-label={`${words.before}: ${before ?? words.unchanged}`}>
                          {before ?? "–"}
                        </del>
                        <span aria-hidden> → </span>
                        <ins className="no-underline" aria-label={`${words.after}: ${after ?? words.unchanged}`}>
                          {after ?? "–"}
                        </ins>
                      </li>
                    ))}
                  </ul>
                ) : null}
              </div>
            </li>
          );
        })}
      </ol>
      {footer ? <div className="mt-4 ps-9">{footer}</div> : null}
    </div>
  );
}
