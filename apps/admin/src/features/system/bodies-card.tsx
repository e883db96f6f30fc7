import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { LoadMore } from "../../app/load-more.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed } from "../../lib/toast.ts";

type Body = Outputs["platform"]["listBodies"]["items"][number];

const TONES: Record<Body["state"], Tone> = { waiting: "wait", split: "good", refused: "neutral", failed: "bad" };

/** What vendors posted, whoever it is for, for platform admins alone. */
export function BodiesCard() {
  const { t, locale } = useI18n();
  const { person } = useShop();
  const bodies = useInfiniteQuery(
    person.platform.listBodies.infiniteQueryOptions(
      { limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  if (bodies.isPending) return <Skeleton className="h-24 w-full" />;
  if (bodies.isError) return <Refused error={bodies.error} onRetry={() => void bodies.refetch()} />;
  const rows = bodies.data.pages.flatMap((page) => page.items);
  const bytes = new Intl.NumberFormat(locale, { style: "unit", unit: "byte", unitDisplay: "narrow" });
  return (
    <Card flush title={t("inbox.bodies")} hint={t("inbox.bodiesHint")}>
      {rows.length === 0 ? (
        <p className="p-4 text-muted">{t("inbox.bodiesEmpty")}</p>
      ) : (
        <>
          <Table
            narrow
            label={t("inbox.bodies")}
            head={
              <>
                <Th>{t("inbox.column.received")}</Th>
                <Th>{t("inbox.column.outcome")}</Th>
                <Th end className="max-md:hidden">
                  {t("inbox.column.size")}
                </Th>
                <Th end className="max-md:hidden">
                  {t("inbox.column.attempts")}
                </Th>
                <Th>
                  <span className="sr-only">{t("common.actions")}</span>
                </Th>
              </>
            }
          >
            {rows.map((row) => (
              <tr key={row.id}>
                <Td>
                  <code className="text-xs">{row.channel}</code> · <RelativeTime at={row.at} />
                </Td>
                <Td>
                  <Badge tone={TONES[row.state]}>{t(`inbox.body.${row.state}`)}</Badge>
                  {isReasonCode(row.reason) ? (
                    <span className="mt-0.5 block text-xs text-muted">{explain(row.reason, locale).sentence}</span>
                  ) : null}
                </Td>
                <Td end className="whitespace-nowrap text-muted max-md:hidden">
                  {bytes.format(row.bytes)}
                </Td>
                <Td end className="text-muted max-md:hidden">
                  {row.attempts}
                </Td>
                <Td end>{row.state === "waiting" ? null : <LookAgain id={row.id} />}</Td>
              </tr>
            ))}
          </Table>
          <LoadMore list={bodies} />
        </>
      )}
    </Card>
  );
}

function LookAgain({ id }: { id: string }) {
  const t = useT();
  const { person } = useShop();
  const queryClient = useQueryClient();
  const replay = useMutation(
    person.platform.replayBodies.mutationOptions({
      onSuccess: ({ count }) => {
        if (count > 0) void toastDone(t("inbox.bodyReplayed"));
      },
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(person.platform.listBodies.pathFilter()),
    }),
  );
  return (
    <Button size="sm" busy={replay.isPending} onClick={() => replay.mutate({ ids: [id] })}>
      {t("inbox.bodyReplay")}
    </Button>
  );
}
