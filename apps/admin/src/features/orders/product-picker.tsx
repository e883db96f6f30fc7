import { tellingLabel } from "@nexusone/contracts/variant-label";
import { Money } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Skeleton } from "@nexusone/ui/layout";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { useDelayed } from "../../lib/use-delayed.ts";
import { Thumb } from "../catalogue/thumb.tsx";
import type { Sellable } from "./new-order-form.ts";

/** What is for sale, by words, with the units that are free. */
export function ProductPicker({ chosen, onAdd }: { chosen: ReadonlySet<string>; onAdd: (item: Sellable) => void }) {
  const t = useT();
  const { api } = useShop();
  const [text, setText] = useState("");
  const q = useDelayed(text.trim(), 200);
  const found = useQuery(api.orders.findSellable.queryOptions({ q }, { placeholderData: keepPreviousData }));
  const items = found.data?.filter(({ variantId }) => !chosen.has(variantId)) ?? [];
  return (
    <div className="flex flex-col gap-3">
      <Input
        type="search"
        label={t("orders.find")}
        hint={t("orders.findHint")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.isPending ? (
        <Skeleton className="h-24 w-full" />
      ) : found.isError ? (
        <Refused error={found.error} onRetry={() => void found.refetch()} />
      ) : items.length === 0 ? (
        <p className="text-sm text-muted">{t(text.trim() ? "orders.findEmpty" : "orders.findNone")}</p>
      ) : (
        <ul
          aria-label={t("orders.addLine")}
          className="max-h-72 overflow-y-auto rounded-md border border-line"
          tabIndex={0}
        >
          {items.map((item) => (
            <li key={item.variantId} className="flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0">
              <Thumb url={item.imageUrl} className="size-8" />
              <span className="flex min-w-0 flex-1 flex-col text-sm">
                <span className="line-clamp-2 text-ink">{item.name}</span>
                <span className="truncate text-xs text-muted">
                  {[
                    tellingLabel(item.label),
                    item.free === null ? t("orders.freeUnknown") : t("orders.free", { count: item.free }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <Money minor={item.priceMinor} currency={item.currency} className="text-sm" />
              <Button
                size="sm"
                icon={<Plus size={14} aria-hidden />}
                refused={item.free === 0 ? t("orders.free", { count: 0 }) : undefined}
                aria-label={t("orders.add", { name: `${item.name}, ${item.label}` })}
                onClick={() => onAdd(item)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
