import type { ProductId } from "@nexusone/contracts/ids";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
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
            label={t("plan.ledger")}
            head={
              <>
                <Th>{t("plan.column.when")}</Th>
                <Th>{t("plan.column.what")}</Th>
                <Th>{t("plan.column.about")}</Th>
                <Th end>{t("plan.column.amount")}</Th>
                <Th end>{t("plan.column.balance")}</Th>
              </>
            }
          >
            {rows.map(({ id, at, kind, amount, balanceAfter, reference }) => (
              <tr key={id}>
                <Td className="whitespace-nowrap text-muted">
                  <RelativeTime at={at} />
                </Td>
                <Td>{t(`plan.entry.${kind}`)}</Td>
                <Td className="max-w-72">
                  {reference?.kind === "product" && kind !== "undo" ? (
                    <Link
                      to="/m/$slug/catalogue/$productId"
                      params={{ slug, productId: reference.id as ProductId }}
                      className="block truncate hover:underline"
                    >
                      {reference.label ?? reference.id}
                    </Link>
                  ) : (
                    <span className="block truncate text-muted">{reference?.label ?? "–"}</span>
                  )}
                </Td>
                <Td end className={cx("font-medium", amount > 0 ? "text-good" : "text-ink")}>
                  {signed.format(amount)}
                </Td>
                <Td end className="text-muted">
                  {number.format(balanceAfter)}
                </Td>
              </tr>
            ))}
          </Table>
          {ledger.hasNextPage ? (
            <div className="flex justify-center p-3">
              <Button size="sm" busy={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
                {t("common.more")}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}
