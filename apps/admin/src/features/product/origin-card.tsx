import { RelativeTime } from "@nexusone/ui/amounts";
import { buttonClass } from "@nexusone/ui/button";
import { Card, Facts } from "@nexusone/ui/layout";
import { ExternalLink } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { EnvironmentBadge } from "../environment-badge.tsx";
import { SupplierActions } from "./supplier-actions.tsx";
import { UndoButton } from "./undo-button.tsx";
import type { Product } from "./use-product.ts";

export function OriginCard({ product }: { product: Product }) {
  const t = useT();
  const { origin, supplier } = product;
  if (!origin || !supplier)
    return (
      <Card title={t("product.origin")}>
        <p className="text-muted">{t("product.noOrigin")}</p>
      </Card>
    );
  return (
    <Card title={t("product.origin")} extra={<EnvironmentBadge environment={supplier.environment} />}>
      <div className="flex flex-col gap-3">
        {origin.offSale ? (
          <p className="rounded-md bg-wait-soft px-3 py-2 text-sm text-ink">{t("supplier.offSaleHint")}</p>
        ) : null}
        <Facts
          rows={[
            [t("product.supplier"), origin.supplierName ?? "CJ Dropshipping"],
            [
              t("product.externalId"),
              <code key="id" className="break-all text-xs">
                {supplier.externalId}
              </code>,
            ],
            [t("product.cjCategory"), origin.categoryPath.join(" › ") || "–"],
            [t("product.lastRead"), <RelativeTime key="read" at={origin.lastReadAt} />],
            [t("product.importedBy"), t(`product.via.${origin.via}`, { name: origin.importedBy })],
            [t("catalogue.column.imported"), <RelativeTime key="imported" at={product.importedAt} />],
          ]}
        />
        <div className="flex flex-wrap items-center gap-2">
          <a href={origin.supplierUrl} target="_blank" rel="noreferrer" className={buttonClass({ size: "sm" })}>
            {t("product.openCj")}
            <ExternalLink size={13} aria-hidden />
          </a>
          <UndoButton product={product} />
          <SupplierActions product={product} />
        </div>
      </div>
    </Card>
  );
}
