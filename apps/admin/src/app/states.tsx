import { Button, buttonClass } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Card, EmptyState, Skeleton } from "@nexusone/ui/layout";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { Ban, CloudOff, Compass, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/context.tsx";
import { refusalOf } from "../lib/api.ts";
import { Logo } from "./logo.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import { Remedy } from "./refused.tsx";

export function PendingPage() {
  const t = useT();
  return (
    <div className="flex flex-col gap-4 p-6" role="status" aria-label={t("common.loading")}>
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-24 w-2/3" />
    </div>
  );
}

/** Where the frame itself waits for who is here: without a network it would wait in silence. */
export function StartingPage() {
  return (
    <>
      <OfflineBar />
      <PendingPage />
    </>
  );
}

/** Where no screen of a shop, and perhaps nobody signed in, is around it. */
export function NotFoundPage() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <Logo large />
      <NothingHere />
    </main>
  );
}

export function NothingHere() {
  const t = useT();
  return (
    <EmptyState
      page
      icon={<Compass size={18} aria-hidden />}
      title={t("notFound.title")}
      action={
        <Link to="/" className={buttonClass({ look: "primary" })}>
          {t("notFound.action")}
        </Link>
      }
    >
      {t("notFound.text")}
    </EmptyState>
  );
}

type FailedProps = { error: unknown; onRetry: () => void; compact?: boolean; page?: boolean };

/** A failure that leaves nothing to show: what happened, why, and the button that helps. */
export function FailedState({ error, onRetry, compact = false, page = false }: FailedProps) {
  const t = useT();
  const said = refusalOf(error)?.explanation;
  const Icon = said?.kind === "not_found" ? SearchX : said?.kind === "forbidden" ? Ban : CloudOff;
  return (
    <EmptyState
      {...{ compact, page }}
      icon={<Icon size={18} aria-hidden />}
      title={said?.sentence ?? t("error.title")}
      action={
        said ? (
          <Remedy said={said} onRetry={onRetry} look="primary" />
        ) : (
          <Button look="primary" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )
      }
    >
      {said ? null : t("error.unreachable")}
    </EmptyState>
  );
}

type AnswerProps<T, E> = {
  query: UseQueryResult<T, E>;
  /** About as high as what is awaited: a class. */
  height: string;
  children: (answer: T) => ReactNode;
};

/** What was asked for; until then a card that waits, or one that says why it did not come. */
export function AnswerOrCard<T, E>({ query, height, children }: AnswerProps<T, E>) {
  const t = useT();
  if (query.isSuccess) return children(query.data);
  return (
    <Card>
      {query.isPending ? (
        <div role="status" aria-label={t("common.loading")}>
          <Skeleton className={cx("w-full", height)} />
        </div>
      ) : (
        <FailedState compact error={query.error} onRetry={() => void query.refetch()} />
      )}
    </Card>
  );
}

export function RouteErrorPage({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  return <FailedState page error={error} onRetry={retry} />;
}
