import type { PreviewId } from "@nexusone/contracts/ids";
import { relativeText, RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ban, Check, Clock, LoaderCircle, Pause, X } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { KnownReason } from "../../app/known-reason.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed } from "../../lib/toast.ts";
import { kindName } from "./kinds.ts";

type Operation = Outputs["operations"]["list"]["items"][number];
const STATES = {
  queued: { tone: "info", icon: Clock },
  active: { tone: "info", icon: LoaderCircle },
  paused: { tone: "wait", icon: Pause },
  completed: { tone: "good", icon: Check },
  failed: { tone: "bad", icon: X },
  discarded: { tone: "neutral", icon: Ban },
} as const satisfies Record<Operation["status"], { tone: Tone; icon: unknown }>;

/** One piece of work: what, how far, why it waits or failed, and the two things a person can do about it. */
export function OperationRow({ operation }: { operation: Operation }) {
  const { t, locale } = useI18n();
  const { tone, icon: Icon } = STATES[operation.status];
  const { attempts, maxAttempts, progress, runAfter, status } = operation;
  const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(progress / 100);
  return (
    <li className="grid items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_13rem]">
      <div className="min-w-0">
        <Subject operation={operation} />
        <p className="text-xs text-muted">
          {t("system.by", { name: operation.by })} · <RelativeTime at={operation.createdAt} />
        </p>
      </div>
      <div className="flex min-w-0 flex-col items-start gap-1.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
            {t(`system.status.${status}`)}
          </Badge>
          {attempts > 1 || (attempts > 0 && status === "queued") ? (
            <span className="text-xs text-muted">{t("system.attempts", { count: attempts, most: maxAttempts })}</span>
          ) : null}
          {status === "queued" && runAfter ? (
            <span className="text-xs text-muted">
              {t("system.next", { when: relativeText(runAfter, Date.now(), locale) })}
            </span>
          ) : null}
        </span>
        {status === "active" || (status !== "completed" && progress > 0) ? (
          <span className="flex w-full max-w-72 items-center gap-2">
            <progress
              className="h-1.5 w-full overflow-hidden rounded-full bg-line [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-part-profit"
              max={100}
              value={progress}
              aria-label={t("system.progress", { percent })}
            />
            <span className="text-xs tabular-nums text-muted">{percent}</span>
          </span>
        ) : null}
        {operation.failedReason && (status === "failed" || status === "queued") ? (
          <KnownReason code={operation.failedReason} details={operation.failedDetails} />
        ) : null}
      </div>
      <Actions operation={operation} />
    </li>
  );
}

function Subject({ operation: { kind, subject } }: { operation: Operation }) {
  const { t } = useI18n();
  const { slug } = useShop();
  const name = kindName(t, kind);
  if (subject?.kind !== "import") return <p className="truncate font-medium text-ink">{name}</p>;
  return (
    <Link
      to="/m/$slug/imports/$importId"
      params={{ slug, importId: subject.id as PreviewId }}
      className="block truncate font-medium text-ink hover:underline"
    >
      {name}
    </Link>
  );
}

function Actions({ operation: { queue, id, kind, status, attempts } }: { operation: Operation }) {
  const { t } = useI18n();
  const { api } = useShop();
  const refused = useRefusal("jobs:manage");
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const onSettled = () => queryClient.invalidateQueries(api.operations.pathFilter());
  const retry = useMutation(
    api.operations.retry.mutationOptions({
      onSuccess: () => void toastDone(t("system.retried")),
      onError: (error) => void toastFailed(error, t),
      onSettled,
    }),
  );
  const discard = useMutation(
    api.operations.discard.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        void toastDone(t("system.discarded"));
      },
      onSettled,
    }),
  );
  const name = kindName(t, kind);
  const waitsForRetry = status === "queued" && attempts > 0;
  const again = t(waitsForRetry ? "system.retryNow" : "system.retry");
  return (
    <div className="flex gap-2 md:justify-end">
      {status === "failed" || waitsForRetry ? (
        <Button
          size="sm"
          refused={refused}
          busy={retry.isPending}
          aria-label={`${again}: ${name}`}
          onClick={() => retry.mutate({ queue, id })}
        >
          {again}
        </Button>
      ) : null}
      {status === "failed" || status === "paused" || status === "queued" ? (
        <Button
          size="sm"
          look="quiet"
          refused={refused}
          aria-label={`${t("system.discard")}: ${name}`}
          onClick={() => setAsking(true)}
        >
          {t("system.discard")}
        </Button>
      ) : null}
      {asking ? (
        <Confirm
          title={t("system.discardTitle")}
          action={t("system.discardAction")}
          busy={discard.isPending}
          error={discard.error}
          onConfirm={() => discard.mutate({ queue, id })}
          onClose={() => setAsking(false)}
        >
          {t("system.discardText")}
        </Confirm>
      ) : null}
    </div>
  );
}
