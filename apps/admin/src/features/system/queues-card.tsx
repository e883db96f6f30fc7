import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { COUNTED, CountHeads, Counts } from "./counts.tsx";
import { kindName } from "./kinds.ts";

/** Each queue in which the shop has work, counted by state. */
export function QueuesCard() {
  const t = useT();
  const { api } = useShop();
  const queues = useQuery(api.operations.listQueueStats.queryOptions());
  return (
    <Card flush title={t("system.queues")} hint={t("system.queuesHint")}>
      {queues.isPending ? (
        <div className="p-4">
          <Skeleton className="h-16 w-full" />
        </div>
      ) : queues.isError ? (
        <div className="p-4">
          <Refused error={queues.error} onRetry={() => void queues.refetch()} />
        </div>
      ) : queues.data.length === 0 ? (
        <p className="p-4 text-muted">{t("system.queuesEmpty")}</p>
      ) : (
        <Table
          label={t("system.queues")}
          head={
            <>
              <Th>{t("system.column.queue")}</Th>
              <CountHeads columns={COUNTED} />
            </>
          }
        >
          {queues.data.map((row) => (
            <tr key={row.queue}>
              <Td>
                <span className="block font-medium">{kindName(t, row.queue)}</span>
                <code className="text-xs text-muted">{row.queue}</code>
              </Td>
              <Counts columns={COUNTED} of={row} />
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
