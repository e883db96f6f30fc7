import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { Money } from "@nexusone/ui/amounts";
import { Facts } from "@nexusone/ui/layout";
import { MarginBar } from "@nexusone/ui/margin-bar";
import { useI18n } from "../../i18n/context.tsx";
import { countryName } from "../../lib/countries.ts";
import { Cost } from "./cost.tsx";
import { marginFacts } from "./facts.ts";
import type { Product, Variant } from "./use-product.ts";

type Props = { product: Product; variant: Variant; settings: MerchantSettings | undefined };

/** What one parcel of the chosen variant earns, as large as it matters. */
export function Headline({ product, variant, settings }: Props) {
  const { t, locale } = useI18n();
  const { freight } = variant;
  const destination = freight?.destination ?? settings?.destinationCountry;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div>
        <h2 className="text-sm font-semibold text-ink">{t("product.headline")}</h2>
        {destination && product.supplier ? (
          <p className="text-xs text-muted">
            {t("product.headlineHint", { variant: variant.label, country: countryName(destination, locale) })}
          </p>
        ) : null}
      </div>
      {variant.margin ? (
        <MarginBar
          margin={variant.margin}
          facts={marginFacts(product, variant, settings, t)}
          floorBps={settings?.floorMarginBps}
        />
      ) : (
        <>
          <p className="rounded-md bg-sunken px-3 py-2 text-sm text-muted">
            {t(product.supplier ? "product.noMargin" : "own.noCost")}
          </p>
          <Facts
            rows={[
              [t("product.price"), <Money key="price" minor={variant.priceMinor} currency={product.currency} />],
              [t("product.cost"), <Cost key="cost" variant={variant} currency={product.currency} />],
            ]}
          />
        </>
      )}
    </div>
  );
}
