import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed } from "../../lib/toast.ts";
import { COUNTED, CountHeads, Counts } from "./counts.tsx";
import { kindName } from "./kinds.ts";

const ALL = [...COUNTED, "dead"] as const;
const REFRESH_MS = 10_000;
/** From here on somebody should look: no worker, or too few. */
const LATE_SECONDS = 300;

/** Every merchant's queues and the schedule, for platform admins alone. */
export function PlatformCards() {
  const t = useT();
  const { person } = useShop();
  const jobs = useQuery(person.platform.getJobs.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  if (jobs.isPending) return <Skeleton className="h-40 w-full" />;
  if (jobs.isError) return <Refused error={jobs.error} onRetry={() => void jobs.refetch()} />;
  const { queues, schedule } = jobs.data;
  return (
    <>
      <Card flush title={t("system.platform")} hint={t("system.platformHint")}>
        <Table
          label={t("system.platform")}
          head={
            <>
              <Th>{t("system.column.queue")}</Th>
              <CountHeads columns={ALL} />
              <Th end>{t("system.column.oldest")}</Th>
              <Th>
                <span className="sr-only">{t("common.actions")}</span>
              </Th>
            </>
          }
        >
          {queues.map((row) => (
            <tr key={row.queue}>
              <Td>
                <span className="block font-medium">{kindName(t, row.queue)}</span>
                <code className="text-xs text-muted">{row.queue}</code>
              </Td>
              <Counts columns={ALL} of={row} />
              <Waited seconds={row.oldestSeconds} />
              <Td end>{row.dead > 0 ? <PutBack queue={row.queue} count={row.dead} /> : null}</Td>
            </tr>
          ))}
        </Table>
      </Card>
      <Card flush title={t("system.schedule")} hint={t("system.scheduleHint")}>
        {schedule.length === 0 ? (
          <p className="p-4 text-muted">{t("system.scheduleEmpty")}</p>
        ) : (
          <Table
            narrow
            label={t("system.schedule")}
            head={
              <>
                <Th>{t("system.column.job")}</Th>
                <Th>{t("system.column.cron")}</Th>
                <Th end>{t("system.column.lastRun")}</Th>
              </>
            }
          >
            {schedule.map(({ job, cron, lastRunAt }) => (
              <tr key={job}>
                <Td>{kindName(t, job)}</Td>
                <Td>
                  <code className="text-xs">{cron}</code>
                </Td>
                <Td end className="text-muted">
                  {lastRunAt ? <RelativeTime at={lastRunAt} /> : t("ext.never")}
                </Td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
    </>
  );
}

/** In the largest unit that says something. */
function Waited({ seconds }: { seconds: number | null }) {
  const { locale } = useI18n();
  if (seconds === null)
    return (
      <Td end className="text-faint">
        –
      </Td>
    );
  const [value, unit] = seconds < 120 ? [seconds, "second"] : [Math.floor(seconds / 60), "minute"];
  return (
    <Td end className={cx(seconds >= LATE_SECONDS && "font-medium text-bad")}>
      {new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value)}
    </Td>
  );
}

/** Tries again what was given up in a queue, for every merchant. */
function PutBack({ queue, count }: { queue: string; count: number }) {
  const t = useT();
  const { person } = useShop();
  const queryClient = useQueryClient();
  const putBack = useMutation(
    person.platform.retryDeadLetters.mutationOptions({
      onSuccess: ({ moved }) => void toastDone(t("system.putBackDone", { count: moved })),
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(person.platform.getJobs.pathFilter()),
    }),
  );
  return (
    <Button
      size="sm"
      busy={putBack.isPending}
      aria-label={`${t("system.putBack", { count })}: ${queue}`}
      onClick={() => putBack.mutate({ queue })}
    >
      {t("system.putBack", { count })}
    </Button>
  );
}
