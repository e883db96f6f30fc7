import { isUnderWay } from "@nexusone/contracts/inventory-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Clock, LoaderCircle, RefreshCw, X } from "lucide-react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";

export type Run = Outputs["inventory"]["listRuns"]["items"][number];
const STATES = {
  running: { tone: "info", icon: LoaderCircle },
  waiting: { tone: "wait", icon: Clock },
  done: { tone: "good", icon: Check },
  failed: { tone: "bad", icon: X },
} as const satisfies Record<Run["state"], { tone: Tone; icon: unknown }>;

/** How the present sync stands, else the last one, and the button that begins one. */
export function RunCard() {
  const { t } = useI18n();
  const { api } = useShop();
  const inventory = useQuery(api.inventory.get.queryOptions());
  const run = inventory.data?.run ?? null;
  return (
    <Card title={t("inventory.sync")} hint={t("inventory.syncHint")} extra={<SyncButton run={run} />}>
      {inventory.isPending ? (
        <Skeleton className="h-10 w-full" />
      ) : inventory.isError ? (
        <Refused error={inventory.error} onRetry={() => void inventory.refetch()} />
      ) : run ? (
        <RunLine run={run} />
      ) : (
        <p className="text-sm text-muted">{t("inventory.never")}</p>
      )}
    </Card>
  );
}

function SyncButton({ run }: { run: Run | null }) {
  const { t } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const mayNot = useRefusal("catalog:import");
  const start = useMutation(
    api.inventory.startSync.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(api.inventory.pathFilter()),
    }),
  );
  const refused = mayNot ?? (run && isUnderWay(run.state) ? t("inventory.underWay") : undefined);
  return (
    <>
      <Button
        look="primary"
        icon={<RefreshCw size={15} aria-hidden />}
        busy={start.isPending}
        refused={refused}
        onClick={() => start.mutate({})}
      >
        {t("inventory.syncNow")}
      </Button>
      {start.error ? (
        <div className="w-full">
          <Refused error={start.error} bare />
        </div>
      ) : null}
    </>
  );
}

/** State, progress, what it brought and cost, and why it waits. */
export function RunLine({ run }: { run: Run }) {
  const { t, locale } = useI18n();
  const { tone, icon: Icon } = STATES[run.state];
  const number = new Intl.NumberFormat(locale);
  const under = isUnderWay(run.state);
  return (
    <div className="flex flex-col gap-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
          {t(`inventory.state.${run.state}`)}
        </Badge>
        <span className="text-muted">
          {t(`inventory.trigger.${run.trigger}`)} · <RelativeTime at={run.endedAt ?? run.startedAt} />
        </span>
      </div>
      {under ? (
        <div className="flex items-center gap-3">
          <progress
            className="h-1.5 w-full max-w-96 overflow-hidden rounded-full bg-line [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-part-profit"
            max={run.total}
            value={run.seen}
            aria-label={t("inventory.progress")}
          />
          <span className="shrink-0 tabular-nums text-ink">
            {t("inventory.seenOf", { seen: number.format(run.seen), total: number.format(run.total) })}
          </span>
        </div>
      ) : null}
      <p className="tabular-nums text-soft">
        {[
          under ? null : t("inventory.seen", { count: run.seen }),
          t("inventory.changed", { count: run.changed }),
          run.failed > 0 ? t("inventory.failed", { count: run.failed }) : null,
          run.waiting > 0 ? t("inventory.asked", { count: run.waiting }) : null,
          t("inventory.points", { points: number.format(run.points) }),
        ]
          .filter((part) => part !== null)
          .join(" · ")}
      </p>
      {run.reason ? <KnownReason code={run.reason} /> : null}
      {run.resumesAt ? (
        <p className="text-muted">
          {t("inventory.resumes")} <RelativeTime at={run.resumesAt} />
        </p>
      ) : null}
    </div>
  );
}
