import { isReasonCode, explain } from "@nexusone/contracts/reasons";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { LoadMore } from "../../../app/load-more.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Key } from "../../../i18n/translate.ts";
import type { Outputs } from "../../../lib/api.ts";
import { useShop } from "../../../lib/shop.ts";
import { ReplayOne } from "./replay-messages.tsx";

type Message = Outputs["cj"]["listMessages"]["items"][number];

const TONES: Record<Message["state"], Tone> = {
  waiting: "wait",
  done: "good",
  ignored: "neutral",
  refused: "bad",
  failed: "bad",
};
const KINDS: Record<string, Key> = {
  product: "inbox.kind.product",
  variant: "inbox.kind.variant",
  stock: "inbox.kind.stock",
  order: "inbox.kind.order",
  order_split: "inbox.kind.order_split",
  sourcing: "inbox.kind.sourcing",
  logistic: "inbox.kind.logistic",
};

/** What CJ told this shop, and what became of it. */
export function MessagesCard() {
  const { t } = useI18n();
  const { api } = useShop();
  const messages = useInfiniteQuery(
    api.cj.listMessages.infiniteQueryOptions(
      { limit: 25 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = messages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("inbox.list")} hint={t("inbox.listHint")}>
      {messages.isPending ? (
        <div className="p-4">
          <Skeleton className="h-24 w-full" />
        </div>
      ) : messages.isError ? (
        <div className="p-4">
          <Refused error={messages.error} onRetry={() => void messages.refetch()} />
        </div>
      ) : rows.length === 0 ? (
        <p className="p-4 text-muted">{t("inbox.listEmpty")}</p>
      ) : (
        <>
          <Table
            narrow
            label={t("inbox.list")}
            head={
              <>
                <Th>{t("inbox.column.about")}</Th>
                <Th>{t("inbox.column.outcome")}</Th>
                <Th end className="max-md:hidden">
                  {t("inbox.column.when")}
                </Th>
                <Th>
                  <span className="sr-only">{t("common.actions")}</span>
                </Th>
              </>
            }
          >
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </Table>
          <LoadMore list={messages} />
        </>
      )}
    </Card>
  );
}

function Row({ row }: { row: Message }) {
  const { t, locale } = useI18n();
  const { id, at, kind, subject, fields, state, reason } = row;
  const name = t(KINDS[kind] ?? "inbox.kind.unknown");
  return (
    <tr>
      <Td className="max-md:w-full">
        <span className="block font-medium">{name}</span>
        <code className="block break-all text-2xs text-muted">{[subject, ...fields].filter(Boolean).join(" · ")}</code>
        <RelativeTime at={at} className="block text-xs text-muted md:hidden" />
      </Td>
      <Td>
        <Badge tone={TONES[state]}>{t(`inbox.message.${state}`)}</Badge>
        {isReasonCode(reason) ? (
          <span className="mt-0.5 block text-xs text-muted">{explain(reason, locale).sentence}</span>
        ) : null}
      </Td>
      <Td end className="whitespace-nowrap text-muted max-md:hidden">
        <RelativeTime at={at} />
      </Td>
      <Td end>{state === "waiting" ? null : <ReplayOne id={id} name={`${name} ${subject ?? ""}`} />}</Td>
    </tr>
  );
}
