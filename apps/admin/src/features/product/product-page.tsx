import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Images } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Crumbs } from "../../app/crumbs.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { StatusBadge } from "../catalogue/cells.tsx";
import { EnvironmentBadge } from "../environment-badge.tsx";
import { Description } from "./description.tsx";
import { todayIn } from "./days-until.ts";
import { ExpiryBadge } from "./expiry.tsx";
import { Gallery } from "./gallery.tsx";
import { Headline } from "./headline.tsx";
import { HistoryCard } from "./history-card.tsx";
import { OrganiseCard } from "./organise-card.tsx";
import { OriginCard } from "./origin-card.tsx";
import { OwnVariantCard } from "./own-variant-card.tsx";
import { OwnerBadge } from "./owner-badge.tsx";
import { PackageCard } from "./package-card.tsx";
import { ProductActions } from "./product-actions.tsx";
import { SaleHeld } from "./sale-held.tsx";
import { SalesCard } from "./sales-card.tsx";
import { StockCard } from "./stock-card.tsx";
import { VariantSwitch } from "./variant-switch.tsx";
import { VariantsCard } from "./variants-card.tsx";

/** Who only looks does not load it. */
const PicturesDrawer = lazy(async () => ({
  default: (await import("./pictures/pictures-drawer.tsx")).PicturesDrawer,
}));

const route = getRouteApi("/m/$slug/catalogue/$productId");

export function ProductPage() {
  const t = useT();
  const { api } = useShop();
  const { productId } = route.useParams();
  const { data: product } = useSuspenseQuery(api.catalog.getProduct.queryOptions({ id: productId }));
  const settings = useQuery(api.merchants.getSettings.queryOptions());
  const refused = useRefusal("catalog:edit");
  const [editing, setEditing] = useState(false);
  const [chosenId, setChosen] = useState<string>();
  const chosen = product.variants.find(({ id }) => id === chosenId) ?? product.variants[0];

  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${product.name} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="catalogue" here={t("product.crumb")} />}
        stack
        title={product.name}
        action={<ProductActions product={product} />}
        badges={
          <>
            <StatusBadge status={product.status} />
            <ExpiryBadge expiresOn={product.expiresOn} today={todayIn(settings.data?.timezone ?? "UTC")} />
            {product.available === false ? <Badge tone="bad">{t("product.unavailable")}</Badge> : null}
            {product.origin?.offSale ? <Badge tone="wait">{t("supplier.offSale")}</Badge> : null}
            {product.supplier ? <EnvironmentBadge environment={product.supplier.environment} /> : null}
          </>
        }
      />
      <SaleHeld product={product} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card>
            <div className="grid gap-5 sm:grid-cols-[minmax(0,220px)_minmax(0,1fr)]">
              <div className="flex min-w-0 flex-col gap-2">
                <Gallery
                  name={product.name}
                  pictures={product.gallery}
                  focus={chosen?.imageUrl ?? null}
                  action={
                    <Button
                      size="sm"
                      icon={<Images size={14} aria-hidden />}
                      refused={refused}
                      onClick={() => setEditing(true)}
                    >
                      {t("media.edit")}
                    </Button>
                  }
                />
                <OwnerBadge product={product} field="images" />
              </div>
              {chosen ? <Headline product={product} variant={chosen} settings={settings.data} /> : null}
            </div>
          </Card>
          <VariantsCard
            key={`variants ${product.version}`}
            product={product}
            settings={settings.data}
            chosenId={chosen?.id}
            onChoose={setChosen}
          />
          <Description key={`description ${product.version}`} product={product} />
          <PackageCard product={product} />
          <SalesCard productId={productId} />
          <HistoryCard productId={productId} currency={product.currency} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <OrganiseCard product={product} />
          {chosen && product.supplier ? (
            <StockCard variant={chosen}>
              <div className="mt-3 border-t border-line pt-3">
                <VariantSwitch product={product} variant={chosen} />
              </div>
            </StockCard>
          ) : null}
          {chosen && !product.supplier ? (
            <OwnVariantCard key={`${chosen.id} ${product.version}`} product={product} variant={chosen} />
          ) : null}
          <OriginCard product={product} />
        </div>
      </div>
      {editing ? (
        <Suspense>
          <PicturesDrawer product={product} onClose={() => setEditing(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
