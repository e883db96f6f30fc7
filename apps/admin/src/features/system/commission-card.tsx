import type { MerchantId } from "@nexusone/contracts/ids";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadMore } from "../../app/load-more.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { CommissionDrawer } from "./commission-drawer.tsx";
import { rateText } from "./rates.ts";

/** What the platform takes of each shop, for platform admins alone. */
export function CommissionCard() {
  const { t, locale } = useI18n();
  const { person } = useShop();
  const [q, setQ] = useState("");
  const [open, setOpen] = useState<MerchantId>();
  const list = useInfiniteQuery(
    person.platform.listCommissions.infiniteQueryOptions(
      { limit: 10, ...(q !== "" && { q }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const shops = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("commission.title")} hint={t("commission.hint")}>
      <form
        className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3"
        onSubmit={(event) => {
          event.preventDefault();
          setQ(String(new FormData(event.currentTarget).get("q") ?? "").trim());
        }}
      >
        <Input className="grow sm:max-w-72" type="search" name="q" maxLength={100} label={t("commission.search")} />
        <Button type="submit">{t("commission.find")}</Button>
      </form>
      {list.isPending ? (
        <div className="p-4" role="status" aria-label={t("common.loading")}>
          <Skeleton className="h-24 w-full" />
        </div>
      ) : list.isError && shops.length === 0 ? (
        <div className="p-4">
          <Refused error={list.error} onRetry={() => void list.refetch()} />
        </div>
      ) : shops.length === 0 ? (
        <p className="p-4 text-muted">{t("commission.none")}</p>
      ) : (
        <>
          <ul aria-label={t("commission.title")}>
            {shops.map(({ merchantId, name, slug, platformBps }) => (
              <li key={merchantId} className="border-b border-line last:border-b-0">
                <button
                  type="button"
                  className="touch-target flex w-full items-center gap-3 px-4 py-2 text-start hover:bg-sunken"
                  onClick={() => setOpen(merchantId)}
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium text-ink">{name}</span>
                    <span className="block truncate text-xs text-muted">{slug}</span>
                  </span>
                  {platformBps === 0 ? (
                    <Badge>{t("commission.off")}</Badge>
                  ) : (
                    <span className="font-medium tabular-nums text-ink">{rateText(platformBps, locale)}</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
          <LoadMore list={list} />
        </>
      )}
      {open ? <CommissionDrawer merchantId={open} onClose={() => setOpen(undefined)} /> : null}
    </Card>
  );
}
