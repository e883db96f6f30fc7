import { Money } from "@nexusone/ui/amounts";
import { Checkbox } from "@nexusone/ui/toggle";
import { Skeleton } from "@nexusone/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { LoadMore } from "../../app/load-more.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import type { Batch } from "./batch-sum.tsx";
import { OrderBadge } from "./order-badge.tsx";

type Row = Outputs["orderBatches"]["listRows"]["items"][number];
const next = { getNextPageParam: (page: { nextCursor: number | null }) => page.nextCursor ?? undefined };

/** Each order of an act on many: what becomes of it, or why not. `moving`: how often to look while it goes on. */
export function BatchRows({ batch, moving }: { batch: Batch; moving: number | false }) {
  const t = useT();
  const { api } = useShop();
  const [problems, setProblems] = useState(false);
  const { excluded, refused } = batch.counts;
  const list = useInfiniteQuery(
    api.orderBatches.listRows.infiniteQueryOptions(
      { id: batch.id, limit: 50, problems },
      { ...next, enabled: batch.state !== "reading", refetchInterval: moving },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError) return <Refused error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton className="h-40 w-full" />;
  return (
    <div className="flex flex-col gap-2">
      {excluded + refused > 0 ? (
        <Checkbox
          label={t("batch.onlyProblems", { count: excluded + refused })}
          checked={problems}
          onChange={(event) => setProblems(event.target.checked)}
        />
      ) : null}
      <ul aria-label={t("orders.title")} className="border-t border-line">
        {rows.map((row) => (
          <li key={row.position} className="flex flex-col gap-1 border-b border-line py-2">
            <Head row={row} act={batch.act} />
            <Outcome row={row} act={batch.act} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </div>
  );
}

function Head({ row, act }: { row: Row; act: Batch["act"] }) {
  const t = useT();
  const { slug } = useShop();
  const [minor, currency] = act === "pay" ? [row.payUsdMinor, "USD"] : [row.totalMinor, row.currency];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link
        to="/m/$slug/orders/$orderId"
        params={{ slug, orderId: row.orderId }}
        className="touch-target inline-flex items-center font-medium text-ink hover:underline"
      >
        {row.number}
      </Link>
      <span className="min-w-0 flex-1 truncate text-soft">
        <bdi>{row.customer || t("orders.unnamed")}</bdi>
      </span>
      <OrderBadge status={row.status} />
      {act === "pay" && row.reason !== null ? null : (
        <Money minor={minor} currency={currency} className="text-end font-medium" />
      )}
    </div>
  );
}

function Outcome({ row, act }: { row: Row; act: Batch["act"] }) {
  const t = useT();
  if (row.reason !== null)
    return (
      <span className="text-xs">
        <KnownReason code={row.reason} details={row.details} />
      </span>
    );
  return (
    <span className={row.state === "done" ? "text-xs text-good" : "text-xs text-muted"}>
      {row.state === "done" ? t("batch.row.done") : t(`batch.row.${act}`)}
    </span>
  );
}
