import { RelativeTime } from "@nexusone/ui/amounts";
import { buttonClass } from "@nexusone/ui/button";
import { Card, Facts } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { EnvironmentBadge } from "../environment-badge.tsx";
import { SupplierActions } from "./supplier-actions.tsx";
import { UndoButton } from "./undo-button.tsx";
import type { Product } from "./use-product.ts";

export function OriginCard({ product }: { product: Product }) {
  const t = useT();
  const { api } = useShop();
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  const { origin, supplier } = product;
  if (!origin || !supplier)
    return (
      <Card title={t("product.origin")}>
        <p className="text-muted">{t("product.noOrigin")}</p>
      </Card>
    );
  const name = facets.data?.suppliers.find(({ id }) => id === supplier.id)?.name;
  return (
    <Card title={t("product.origin")} extra={<EnvironmentBadge environment={supplier.environment} />}>
      <div className="flex flex-col gap-3">
        {origin.offSale ? (
          <p className="rounded-md bg-wait-soft px-3 py-2 text-sm text-ink">{t("supplier.offSaleHint")}</p>
        ) : null}
        <Facts
          rows={[
            [t("product.supplier"), [name, origin.supplierName].filter(Boolean).join(" · ") || "–"],
            [
              t("product.externalId"),
              <code key="id" className="break-all text-xs">
                {supplier.externalId}
              </code>,
            ],
            [t("product.supplierCategory"), origin.categoryPath.join(" › ") || "–"],
            [t("product.lastRead"), <RelativeTime key="read" at={origin.lastReadAt} />],
            [t("product.importedBy"), t(`product.via.${origin.via}`, { name: origin.importedBy })],
            [t("catalogue.column.imported"), <RelativeTime key="imported" at={product.importedAt} />],
          ]}
        />
        <div className="flex flex-wrap items-center gap-2">
          <a href={origin.supplierUrl} target="_blank" rel="noreferrer" className={buttonClass({ size: "sm" })}>
            {t("product.openSupplier")}
            <ExternalLink size={13} aria-hidden />
          </a>
          <UndoButton product={product} />
          <SupplierActions product={product} />
        </div>
      </div>
    </Card>
  );
}
