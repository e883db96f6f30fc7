import { Money } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Checkbox } from "@nexusone/ui/toggle";
import { useQuery } from "@tanstack/react-query";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { Thumb } from "../../catalogue/thumb.tsx";
import type { PartProps } from "./parts.ts";

/** The switch of the public list beside what it lets strangers see. */
export function PublicCard({ form, settings }: PartProps) {
  const t = useT();
  const { api } = useShop();
  const shown = useQuery(api.store.previewPublicProducts.queryOptions());
  const path = `${location.origin}/rest/v1/products?shop=${settings.slug}`;
  return (
    <Card title={t("public.title")} hint={t("public.hint")}>
      <div className="flex flex-col gap-4">
        <Checkbox label={t("public.switch")} {...form.register("publicCatalogue")} />
        {settings.publicCatalogue ? (
          <p className="text-sm text-soft">
            {t("public.address")}{" "}
            <a href={path} target="_blank" rel="noreferrer" className="break-all text-accent-ink underline">
              {path}
            </a>
          </p>
        ) : null}
        <section aria-label={t("public.preview")}>
          <h3 className="mb-2 text-sm font-semibold text-ink">
            {t(settings.publicCatalogue ? "public.preview" : "public.previewOff")}
          </h3>
          <Refused error={shown.error} onRetry={() => void shown.refetch()} />
          {shown.isPending ? <Skeleton className="h-16 w-full" /> : null}
          {shown.data?.items.length === 0 ? <p className="text-sm text-muted">{t("public.none")}</p> : null}
          <ul className="grid gap-2 sm:grid-cols-2">
            {shown.data?.items.map(({ id, name, imageUrl, priceMinor, currency, inStock }) => (
              <li key={id} className="flex items-center gap-3 rounded-md border border-line p-2">
                <Thumb url={imageUrl} className="size-10" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-sm text-ink">{name}</span>
                  <Money minor={priceMinor} currency={currency} className="text-sm text-muted" />
                </span>
                <Badge tone={inStock ? "good" : "neutral"}>
                  {t(inStock ? "product.available" : "product.unavailable")}
                </Badge>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Card>
  );
}
