import type { ReactNode } from "react";
import { cx } from "./cx.tsx";

type CardProps = {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  flush?: boolean;
  className?: string;
  hint?: ReactNode;
};

export function Card({ title, extra, children, flush, className, hint }: CardProps) {
  return (
    <section className={cx("rounded-md border border-line bg-surface", className)}>
      {title ? (
        <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2">
          <div className="min-w-0 flex-1">
            <h2 className="text-sm font-semibold text-ink">{title}</h2>
            {hint ? <p className="text-pretty text-xs text-muted">{hint}</p> : null}
          </div>
          {extra}
        </header>
      ) : null}
      <div className={flush ? undefined : "p-4"}>{children}</div>
    </section>
  );
}

/** Breadcrumb, title and the page's one main action. The title takes focus when the route changes. */
export function PageHeader(props: {
  crumbs?: ReactNode;
  title: ReactNode;
  badges?: ReactNode;
  action?: ReactNode;
  stack?: boolean;
}) {
  return (
    <div className={cx("flex flex-wrap gap-x-4 gap-y-2", props.crumbs ? "items-end" : "items-center")}>
      <div className={cx("min-w-0 flex-1", props.stack ? "basis-72" : "basis-40")}>
        {props.crumbs ? <div className="mb-0.5 flex items-center gap-1 text-xs text-muted">{props.crumbs}</div> : null}
        <div className="flex flex-wrap items-center gap-2">
          <h1
            tabIndex={-1}
            data-page-title
            className="min-w-0 text-xl font-semibold tracking-[-0.01em] text-ink focus:outline-none"
          >
            {props.title}
          </h1>
          {props.badges}
        </div>
      </div>
      {props.action ? <div className="flex flex-wrap items-center gap-2">{props.action}</div> : null}
    </div>
  );
}

/** At the foot of a screen while something is chosen: what, and what can be done with it. */
export function ActionBar({ label, said, children }: { label: string; said: ReactNode; children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label={label}
      className="flex animate-rise flex-wrap items-center gap-2 border-t border-line bg-raised px-4 py-2 text-sm shadow-lift sm:px-6"
    >
      <span role="status" className="font-medium tabular-nums text-ink">
        {said}
      </span>
      {children}
    </div>
  );
}

export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cx("block animate-pulse rounded-sm bg-line", className)} />
);

type EmptyProps = {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  compact?: boolean;
  page?: boolean;
};

/** Says what the place is for and offers the first step. With `page` it is the page's only title. */
export function EmptyState({ icon, title, children, action, compact, page }: EmptyProps) {
  const Title = page ? "h1" : "h2";
  return (
    <div
      className={cx("mx-auto flex max-w-md flex-col items-center text-center", compact ? "px-4 py-8" : "px-4 py-16")}
    >
      <div className="mb-3 grid size-10 place-items-center rounded-md border border-line bg-sunken text-muted">
        {icon}
      </div>
      <Title className="text-base font-semibold text-ink">{title}</Title>
      {children ? <div className="mt-1 text-balance text-muted">{children}</div> : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

/** Name and value pairs. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[minmax(96px,auto)_1fr] gap-x-4 gap-y-2 text-sm">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
