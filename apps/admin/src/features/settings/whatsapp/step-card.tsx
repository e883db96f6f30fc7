import { Card } from "@nexusone/ui/layout";
import type { ReactNode } from "react";

/** One step of several, numbered. */
export function StepCard({
  nth,
  title,
  hint,
  children,
}: {
  nth: number;
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          <span
            className="grid size-5 shrink-0 place-items-center rounded-full bg-sunken text-xs tabular-nums text-soft"
            aria-hidden
          >
            {nth}
          </span>
          {title}
        </span>
      }
      hint={hint}
    >
      {children}
    </Card>
  );
}

/** A way out to a vendor's own page. */
export function OutLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className="text-accent-ink underline">
      {children}
    </a>
  );
}
