import type { ProductId } from "@nexusone/contracts/ids";
import { RelativeTime } from "@nexusone/ui/amounts";
import { cx } from "@nexusone/ui/cx";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LoadMore } from "../../../app/load-more.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";

/** Every credit that came or went, with the balance after it and the product it was about. */
export function LedgerCard() {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const ledger = useInfiniteQuery(
    api.billing.listCreditEntries.infiniteQueryOptions(
      { limit: 25 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = ledger.data?.pages.flatMap((page) => page.items) ?? [];
  const number = new Intl.NumberFormat(locale);
  const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" });
  return (
    <Card flush title={t("plan.ledger")}>
      {ledger.isPending ? (
        <div className="p-4">
          <Skeleton className="h-24 w-full" />
        </div>
      ) : ledger.isError ? (
        <div className="p-4">
          <Refused error={ledger.error} onRetry={() => void ledger.refetch()} />
        </div>
      ) : rows.length === 0 ? (
        <p className="p-4 text-muted">{t("plan.ledgerEmpty")}</p>
      ) : (
        <>
          <Table
            narrow
            label={t("plan.ledger")}
            head={
              <>
                <Th>{t("plan.column.about")}</Th>
                <Th className="max-md:hidden">{t("plan.column.what")}</Th>
                <Th className="max-md:hidden">{t("plan.column.when")}</Th>
                <Th end>{t("plan.column.amount")}</Th>
                <Th end>{t("plan.column.balance")}</Th>
              </>
            }
          >
            {rows.map(({ id, at, kind, amount, balanceAfter, reference }) => (
              <tr key={id}>
                <Td className="max-md:w-full md:max-w-72">
                  {reference?.kind === "product" && kind !== "undo" ? (
                    <Link
                      to="/m/$slug/catalogue/$productId"
                      params={{ slug, productId: reference.id as ProductId }}
                      className="line-clamp-2 font-medium hover:underline md:line-clamp-1"
                    >
                      {reference.label ?? reference.id}
                    </Link>
                  ) : (
                    <span className="line-clamp-2 font-medium text-soft md:line-clamp-1">
                      {reference?.label ?? t(`plan.entry.${kind}`)}
                    </span>
                  )}
                  <span className="block text-xs text-muted md:hidden">
                    {t(`plan.entry.${kind}`)} · <RelativeTime at={at} />
                  </span>
                </Td>
                <Td className="text-soft max-md:hidden">{t(`plan.entry.${kind}`)}</Td>
                <Td className="whitespace-nowrap text-muted max-md:hidden">
                  <RelativeTime at={at} />
                </Td>
                <Td end className={cx("font-medium", amount > 0 ? "text-good" : "text-ink")}>
                  {signed.format(amount).replace("-", "−")}
                </Td>
                <Td end className="text-muted">
                  {number.format(balanceAfter)}
                </Td>
              </tr>
            ))}
          </Table>
          <LoadMore list={ledger} />
        </>
      )}
    </Card>
  );
}
