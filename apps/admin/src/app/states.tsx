import { Button, buttonClass } from "@nexusone/ui/button";
import { EmptyState, Skeleton } from "@nexusone/ui/layout";
import { Link, useRouter } from "@tanstack/react-router";
import { CloudOff, Compass } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/context.tsx";
import { refusalOf } from "../lib/api.ts";
import { Refused } from "./refused.tsx";

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

export function NotFoundPage() {
  const t = useT();
  return (
    <main>
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
    </main>
  );
}

/** A failure that leaves nothing to show: what happened, why, and the button that helps. */
export function FailedState({
  error,
  onRetry,
  compact,
  page,
}: {
  error: unknown;
  onRetry: () => void;
  compact?: boolean;
  page?: boolean;
}) {
  const t = useT();
  const refusal = refusalOf(error);
  const retry: ReactNode = (
    <Button look="primary" onClick={onRetry}>
      {t("common.retry")}
    </Button>
  );
  return (
    <EmptyState
      icon={<CloudOff size={18} aria-hidden />}
      title={t("error.title")}
      action={refusal ? undefined : retry}
      {...(compact ? { compact } : {})}
      {...(page ? { page } : {})}
    >
      {refusal ? (
        <div className="mt-2 text-start">
          <Refused error={error} onRetry={onRetry} />
        </div>
      ) : (
        t("error.unreachable")
      )}
    </EmptyState>
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
