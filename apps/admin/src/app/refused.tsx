import { Button, buttonClass } from "@nexusone/ui/button";
import { ReasonLine, type Said } from "@nexusone/ui/reason-line";
import { Link, useParams, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../i18n/context.tsx";
import { refusalOf } from "../lib/api.ts";
import { remedyPath } from "../lib/remedy-path.ts";

type Acts = {
  onRetry?: (() => void) | undefined;
  /** Where something prepared is gone: begins it anew. */
  onStartOver?: (() => void) | undefined;
};
type Props = Acts & { error: unknown; bare?: boolean | undefined };

/** Any failed call as a reason line. An answer that never came is said so, with a retry. */
export function Refused({ error, bare, ...acts }: Props) {
  const t = useT();
  if (!error) return null;
  const refusal = refusalOf(error);
  const said: Said = refusal
    ? refusal.explanation
    : {
        code: "unreachable",
        kind: "unavailable",
        sentence: t("error.unreachable"),
        remedy: { label: t("common.retry"), action: "retry" },
      };
  return <Reason said={said} bare={bare} {...acts} />;
}

type ReasonProps = Acts & { said: Said; bare?: boolean | undefined; why?: ReactNode };

/** A reason line whose remedy works: it opens the place, tries again, starts over, reloads or goes back. */
export function Reason({ said, bare, why, ...acts }: ReasonProps) {
  return <ReasonLine said={said} remedy={<Remedy said={said} {...acts} />} why={why} bare={bare} />;
}

type RemedyProps = Acts & { said: Said; look?: "primary" };

/** The button of a remedy; small inside a line, the page's own with a look. */
export function Remedy({ said, onRetry, onStartOver, look }: RemedyProps) {
  const router = useRouter();
  const { slug } = useParams({ strict: false });
  const { action, label, href } = said.remedy;
  if (href !== undefined) {
    return (
      <Link to={remedyPath(href, slug)} className={buttonClass(look ? { look } : { size: "sm" })}>
        {label}
      </Link>
    );
  }
  const act: Partial<Record<string, () => void>> = {
    reload: () => location.reload(),
    go_back: () => router.history.back(),
    // Without another place to begin, where such things are listed.
    start_over: onStartOver ?? (() => void router.navigate({ to: ".." })),
  };
  const run = act[action] ?? (action === "retry" || action === "wait" ? onRetry : undefined);
  if (!run) return null;
  return (
    <Button {...(look ? { look } : { size: "sm" as const })} onClick={run}>
      {label}
    </Button>
  );
}
