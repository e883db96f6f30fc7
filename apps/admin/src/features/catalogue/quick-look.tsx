import type { ProductId } from "@nexusone/contracts/ids";
import { buttonClass } from "@nexusone/ui/button";
import { Drawer } from "@nexusone/ui/dialog";
import { Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { Gallery } from "../product/gallery.tsx";
import { Headline } from "../product/headline.tsx";
import { StockCard } from "../product/stock-card.tsx";
import { OriginCard } from "../product/origin-card.tsx";

/** A product beside its list: the list keeps its place, and closing returns to the same row. */
export function QuickLook({ productId, onClose }: { productId: ProductId; onClose: () => void }) {
  const t = useT();
  const { api, slug } = useShop();
  const product = useQuery(api.catalog.getProduct.queryOptions({ id: productId }));
  const settings = useQuery(api.merchants.getSettings.queryOptions());
  const variant = product.data?.variants[0];
  return (
    <Drawer
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={product.data?.name ?? t("common.loading")}
      footer={
        <Link
          to="/m/$slug/catalogue/$productId"
          params={{ slug, productId }}
          className={buttonClass({ look: "primary" })}
        >
          {t("catalogue.openPage")}
        </Link>
      }
    >
      {product.isError ? (
        <Refused error={product.error} onRetry={() => void product.refetch()} />
      ) : product.data && variant ? (
        <div className="flex flex-col gap-4">
          <div className="grid grid-cols-[72px_minmax(0,1fr)] sm:grid-cols-[96px_minmax(0,1fr)] gap-4">
            <Gallery name={product.data.name} pictures={product.data.gallery.slice(0, 1)} focus={null} />
            <Headline product={product.data} variant={variant} settings={settings.data} />
          </div>
          <StockCard variant={variant} />
          <OriginCard product={product.data} />
        </div>
      ) : (
        <div className="flex flex-col gap-3">
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-20 w-full" />
        </div>
      )}
    </Drawer>
  );
}
