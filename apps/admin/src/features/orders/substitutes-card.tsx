import { SUBSTITUTABLE } from "@nexusone/contracts/fulfilment-terms";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { Thumb } from "../catalogue/thumb.tsx";
import { Profit } from "./profit.tsx";
import { CostThenNow, Figure, type Substitutable, type Substitute, SubstituteRow } from "./substitute-row.tsx";
import { SubstituteDialog } from "./substitute-dialog.tsx";
import type { Order } from "./use-order.ts";

const asks = ({ holds, lines }: Order): boolean =>
  holds.some(({ reason }) => (SUBSTITUTABLE as readonly string[]).includes(reason)) ||
  lines.some(({ insteadOf }) => insteadOf !== null);

/** What could take the place of what the supplier has not, while that can still be decided. */
export function SubstitutesCard({ order }: { order: Order }) {
  const t = useT();
  const { api } = useShop();
  const list = useQuery(api.fulfilment.listSubstitutes.queryOptions({ orderId: order.id }, { enabled: asks(order) }));
  const [chosen, setChosen] = useState<{ line: Substitutable; by: Substitute }>();
  if (!asks(order) || (list.isSuccess && list.data.lines.length === 0)) return null;
  return (
    <Card flush title={t("substitutes.title")} hint={t("substitutes.hint")}>
      {list.isError ? (
        <div className="p-4">
          <Refused error={list.error} onRetry={() => void list.refetch()} />
        </div>
      ) : list.isPending ? (
        <div className="p-4" role="status" aria-label={t("common.loading")}>
          <Skeleton className="h-24 w-full" />
        </div>
      ) : (
        list.data.lines.map((line) => (
          <Line key={line.lineId} line={line} order={order} onChoose={(by) => setChosen({ line, by })} />
        ))
      )}
      {chosen ? <SubstituteDialog order={order} {...chosen} onClose={() => setChosen(undefined)} /> : null}
    </Card>
  );
}

type Props = { line: Substitutable; order: Order; onChoose: (by: Substitute) => void };

function Line({ line, order, onChoose }: Props) {
  const t = useT();
  const { ordered, substitutes } = line;
  const now = order.lines.find(({ id }) => id === line.lineId)?.label ?? "";
  return (
    <div className="border-b border-line last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-sunken px-4 py-3">
        <Thumb url={ordered.imageUrl} className="size-10" />
        <div className="min-w-0 flex-1 basis-44">
          <p className="line-clamp-2 font-medium text-ink">
            {line.quantity} × {line.name}
          </p>
          <p className="text-sm text-soft">
            {t("substitutes.ordered")}: {ordered.label}
          </p>
        </div>
        <CostThenNow then={null} now={ordered.costUsd} />
        <Figure label={t("orders.then")}>
          <Profit minor={ordered.leaves?.profitMinor ?? null} currency={order.currency} />
        </Figure>
        <span className="max-sm:hidden sm:w-24" />
      </div>
      {line.replaced ? <p className="px-4 pt-3 text-sm text-info">{t("substitutes.now", { label: now })}</p> : null}
      {substitutes.length === 0 ? (
        <p className="p-4 text-soft">{t("substitutes.none")}</p>
      ) : (
        <ul aria-label={t("substitutes.choices", { label: ordered.label })}>
          {substitutes.map((by) => (
            <SubstituteRow
              key={by.variantId}
              line={line}
              by={by}
              currency={order.currency}
              onChoose={() => onChoose(by)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
