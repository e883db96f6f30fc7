import type { ReactNode } from "react";

export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-5">
      <title>{`${title} · NexusOne`}</title>
      <h1 tabIndex={-1} data-page-title className="text-lg font-semibold text-ink focus:outline-none">
        {title}
      </h1>
      {children ? <p className="mt-1 text-sm text-muted">{children}</p> : null}
    </div>
  );
}
