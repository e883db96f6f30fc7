import { Money, RelativeTime } from "@nexusone/ui/amounts";
import { Card } from "@nexusone/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Banknote } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { ListStates } from "../inventory/list-states.tsx";
import { paymentsQuery } from "./earnings-query.ts";
import type { EarningsSearch } from "./earnings-search.ts";
import { saidReference } from "./said-reference.ts";

/** The payments that the figures are made of, each leading to its order. */
export function PaymentsCard({ search }: { search: EarningsSearch }) {
  const t = useT();
  const { api, slug } = useShop();
  const list = useInfiniteQuery(paymentsQuery(api, search));
  const payments = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("payments.list")}>
      <ListStates
        list={list}
        count={payments.length}
        empty={{
          icon: <Banknote size={18} aria-hidden />,
          title: t("earnings.empty"),
          text: t("earnings.emptyText"),
        }}
      >
        <ul aria-label={t("payments.list")}>
          {payments.map((one) => (
            <li key={one.id} className="border-b border-line last:border-b-0">
              <Link
                to="/m/$slug/orders/$orderId"
                params={{ slug, orderId: one.orderId }}
                className="flex min-h-12 items-center gap-3 px-4 py-2 hover:bg-hover"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-ink">
                    {t("common.pair", { name: t(`payments.kind.${one.kind}`), value: one.orderNumber })}
                  </span>
                  <span className="block truncate text-xs text-muted">
                    {[t(`payments.method.${one.method}`), saidReference(one.reference)].filter(Boolean).join(" · ")}
                  </span>
                </span>
                <span className="text-end">
                  <Money
                    minor={one.kind === "refund" ? -one.amountMinor : one.amountMinor}
                    currency={one.currency}
                    className="block font-medium text-ink"
                  />
                  <span className="text-xs text-muted">
                    <RelativeTime at={one.happenedAt} />
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </ListStates>
    </Card>
  );
}
