import type { SupplierChange, SupplierComparison } from "@nexusone/contracts/supplier-sync";
import { formatMoney } from "@nexusone/contracts/money";
import { Percent, RelativeTime, usdText, UsdRange } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight, CloudOff } from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { type Product, useRefreshProduct } from "./use-product.ts";

const SHOWN = 30;

/** What CJ says now against what the catalogue holds; the refresh is the one main action. */
export function CompareDialog({ product, onClose }: { product: Product; onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useShop();
  const refused = useRefusal("catalog:import");
  const compared = useQuery(
    api.catalog.compareWithSupplier.queryOptions(
      { supplier: product.supplier?.id, externalId: product.supplier?.externalId ?? "" },
      { staleTime: 0, gcTime: 0, retry: false, refetchOnWindowFocus: false },
    ),
  );
  const refresh = useRefreshProduct(product.id, onClose);
  const nothing = compared.data && compared.data.changes.length === 0;
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t("supplier.compareTitle")}
      description={t("supplier.compareText")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.close")}</Button>
          <Button
            look="primary"
            busy={refresh.isPending}
            refused={refused ?? (nothing && !compared.data?.fromCache ? t("supplier.same") : undefined)}
            onClick={() => refresh.mutate({ id: product.id })}
          >
            {t("supplier.refresh")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Refused error={refresh.error} />
        <Refused error={compared.error} onRetry={() => void compared.refetch()} />
        {compared.data ? (
          <Compared comparison={compared.data} />
        ) : compared.isError ? null : (
          <div role="status" aria-label={t("common.loading")} className="flex flex-col gap-2">
            <Skeleton className="h-8 w-full" />
            <Skeleton className="h-8 w-full" />
            <Skeleton className="h-8 w-2/3" />
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Compared({ comparison }: { comparison: SupplierComparison }) {
  const { t, locale } = useI18n();
  const { before, now, changes, currency, fromCache, readAt } = comparison;
  const number = new Intl.NumberFormat(locale);
  const cost = ({ minCostUsd: min, maxCostUsd: max }: typeof now) =>
    min === null || max === null ? "–" : <UsdRange min={min} max={max} />;
  const stock = ({ stock: units }: typeof now) => (units === null ? t("supplier.unknown") : number.format(units));
  const margin = ({ marginBps }: typeof now) =>
    marginBps === null ? t("catalogue.noQuote") : <Percent bps={marginBps} />;
  return (
    <>
      {fromCache ? (
        <p className="flex items-start gap-2 rounded-md bg-wait-soft px-3 py-2 text-sm text-ink">
          <CloudOff size={16} className="mt-0.5 shrink-0 text-wait" aria-hidden />
          <span>
            {t("supplier.fromCache")} <RelativeTime at={readAt} />
          </span>
        </p>
      ) : null}
      <Table
        narrow
        label={t("supplier.compareTitle")}
        head={
          <>
            <Th>{t("supplier.change")}</Th>
            <Th end>{t("supplier.then")}</Th>
            <Th end>{t("supplier.now")}</Th>
          </>
        }
      >
        {(
          [
            ["product.cost", cost],
            ["product.stock", stock],
            ["supplier.marginAtPrice", margin],
          ] as const
        ).map(([name, read]) => (
          <tr key={name}>
            <Td>{t(name)}</Td>
            <Td end className="text-muted">
              {read(before)}
            </Td>
            <Td end className="font-medium">
              {read(now)}
            </Td>
          </tr>
        ))}
      </Table>
      {changes.length === 0 ? (
        <p className="text-sm text-muted">{t("supplier.same")}</p>
      ) : (
        <section aria-label={t("supplier.changes")}>
          <h3 className="mb-1 text-sm font-semibold text-ink">{t("supplier.changes")}</h3>
          <ul className="divide-y divide-line text-sm">
            {changes.slice(0, SHOWN).map((change) => (
              <Change key={`${change.field} ${change.variantId ?? change.label ?? ""}`} {...{ change, currency }} />
            ))}
          </ul>
          {changes.length > SHOWN ? (
            <p className="pt-2 text-xs text-muted">{t("supplier.moreChanges", { count: changes.length - SHOWN })}</p>
          ) : null}
        </section>
      )}
    </>
  );
}

function Change({ change, currency }: { change: SupplierChange; currency: string }) {
  const { t, locale } = useI18n();
  const written = (value: SupplierChange["from"]): string => {
    if (value === null) return change.field === "stock" ? t("supplier.unknown") : "–";
    if (typeof value === "boolean") return t(value ? "supplier.yes" : "supplier.no");
    if (change.field === "price") return formatMoney(Number(value), currency, locale);
    if (change.field === "costUsd") return usdText(String(value), locale);
    if (change.field === "descriptionHtml") return t("supplier.another");
    return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value;
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <span className="min-w-0 flex-1 basis-40">
        <span className="text-ink">{t(`supplier.field.${change.field}`)}</span>
        {change.label && change.field !== "variant" ? <span className="text-muted"> · {change.label}</span> : null}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 tabular-nums">
        {change.from === null && change.field === "variant" ? null : (
          <>
            <span className="truncate text-muted">{written(change.from)}</span>
            <ArrowRight size={12} className="shrink-0 text-muted" aria-hidden />
          </>
        )}
        <span className="truncate font-medium text-ink">{written(change.to)}</span>
      </span>
      {change.owner === "merchant" ? (
        <Badge tone="info" title={t("supplier.yoursHint")}>
          {t("supplier.stays")}
        </Badge>
      ) : null}
    </li>
  );
}
