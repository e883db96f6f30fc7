import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { amountText, formatMoney } from "@nexusone/contracts/money";
import { Badge } from "@nexusone/ui/badge";
import { Usd } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { controlClass } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { MarginBar } from "@nexusone/ui/margin-bar";
import { Table, Td, Th } from "@nexusone/ui/table";
import { PauseCircle, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { typedText } from "../../lib/typed-text.ts";
import { toastDone } from "../../lib/toast.ts";
import { Thumb } from "../catalogue/thumb.tsx";
import { ruleText } from "../pricing/rule-form.ts";
import { marginFacts } from "./facts.ts";
import { marginAt, type PriceEdits, typedPrice } from "./price-edits.ts";
import { Cost } from "./cost.tsx";
import { HeldPrices } from "./held-prices.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { ToRule } from "./to-rule.tsx";
import { type Product, useUpdateProduct, type Variant } from "./use-product.ts";

/** Who only looks does not load it. */
const AddVariantsDialog = lazy(async () => ({
  default: (await import("./add-variants-dialog.tsx")).AddVariantsDialog,
}));

type Props = {
  product: Product;
  settings: MerchantSettings | undefined;
  chosenId: string | undefined;
  onChoose: (id: string) => void;
};

/** Cost against price, variant by variant. A typed price shows at once what it would earn; nothing changes until it is saved. */
export function VariantsCard({ product, settings, chosenId, onChoose }: Props) {
  const { t, locale } = useI18n();
  const { can } = useShop();
  const refused = useRefusal("catalog:edit");
  const [edits, setEdits] = useState<PriceEdits>({});
  const [ruleOpen, setRuleOpen] = useState(false);
  const [adding, setAdding] = useState(false);
  const update = useUpdateProduct(product.id);
  const changes = product.variants.flatMap((variant) => {
    const typed = typedPrice(edits, variant, product.currency);
    return typed && typed !== "bad" ? [{ variantId: variant.id, priceMinor: typed.priceMinor }] : [];
  });
  const bad = product.variants.some((variant) => typedPrice(edits, variant, product.currency) === "bad");
  const rule = product.priceRule ?? settings?.defaultPriceRule;
  const save = (): void =>
    update.mutate(
      { id: product.id, version: product.version, prices: changes },
      { onSuccess: () => void toastDone(t("product.updated")) },
    );

  return (
    <Card
      flush
      title={t("product.variants")}
      hint={
        rule
          ? t("common.pair", {
              name: t(product.priceRule ? "product.ruleOwn" : "product.ruleDefault"),
              value: ruleText(rule, product.currency, locale, t),
            })
          : undefined
      }
      extra={
        <Button size="sm" refused={refused} onClick={() => setRuleOpen(true)}>
          {t("product.changeRule")}
        </Button>
      }
    >
      <HeldPrices product={product} />
      <Table
        narrow
        label={t("product.variants")}
        head={
          <>
            <Th>{t("product.variant")}</Th>
            <Th end className="max-md:hidden">
              {t("product.cost")}
            </Th>
            <Th end className="max-md:hidden">
              {t("product.freight")}
            </Th>
            <Th end>{t("product.price")}</Th>
            <Th>{t("product.margin")}</Th>
          </>
        }
      >
        {product.variants.map((variant) => (
          <VariantRow
            key={variant.id}
            {...{ product, variant, settings, edits }}
            chosen={variant.id === chosenId}
            editable={can("catalog:edit")}
            onChoose={onChoose}
            onEdit={(text) => setEdits({ ...edits, [variant.id]: text })}
          />
        ))}
      </Table>
      {changes.length > 0 || update.isError ? (
        <div className="flex flex-wrap items-center justify-end gap-2 px-4 py-3">
          <span className="min-w-0 flex-1 basis-60">
            <Refused error={update.error} bare />
          </span>
          <Button onClick={() => setEdits({})}>{t("common.discard")}</Button>
          <Button look="primary" busy={update.isPending} refused={bad ? t("form.amount") : undefined} onClick={save}>
            {t("product.savePrices", { count: changes.length })}
          </Button>
        </div>
      ) : null}
      {product.supplier ? null : (
        <div className="px-4 py-3">
          <Button size="sm" icon={<Plus size={13} aria-hidden />} refused={refused} onClick={() => setAdding(true)}>
            {t("own.addVariant")}
          </Button>
        </div>
      )}
      {adding ? (
        <Suspense>
          <AddVariantsDialog product={product} onClose={() => setAdding(false)} />
        </Suspense>
      ) : null}
      {ruleOpen && settings ? (
        <RuleDialog product={product} settings={settings} onClose={() => setRuleOpen(false)} />
      ) : null}
    </Card>
  );
}

type RowProps = {
  product: Product;
  variant: Variant;
  settings: MerchantSettings | undefined;
  edits: PriceEdits;
  chosen: boolean;
  editable: boolean;
  onChoose: (id: string) => void;
  onEdit: (text: string) => void;
};

function VariantRow({ product, variant, settings, edits, chosen, editable, onChoose, onEdit }: RowProps) {
  const { t, locale } = useI18n();
  const typed = typedPrice(edits, variant, product.currency);
  const margin = typed && typed !== "bad" ? marginAt(variant, typed.priceMinor, settings) : variant.margin;
  const cell = cx(chosen && "bg-selected/60");
  return (
    <tr aria-selected={chosen} onFocus={() => onChoose(variant.id)} onClick={() => onChoose(variant.id)}>
      <Td className={cell}>
        <span className="flex items-center gap-2.5">
          <Thumb url={variant.imageUrl} className="size-8 max-md:hidden" />
          <span className="min-w-0 md:max-w-56">
            <span className="line-clamp-2 font-medium md:line-clamp-1">{variant.label}</span>
            <span className="block truncate text-xs text-muted max-md:hidden">{variant.sku ?? variant.externalId}</span>
            <span className="block text-xs text-muted md:hidden">
              <Cost variant={variant} currency={product.currency} />
            </span>
            {variant.offSale ? <Badge tone="wait">{t("supplier.offSale")}</Badge> : null}
            {variant.active ? null : <Badge>{t("variant.inactive")}</Badge>}
          </span>
        </span>
      </Td>
      <Td end className={cx(cell, "max-md:hidden")}>
        <Cost variant={variant} currency={product.currency} className="text-soft" />
      </Td>
      <Td end className={cx(cell, "max-md:hidden")}>
        {variant.freight ? (
          <span className="text-soft">
            {variant.freight.banded ? "~" : null}
            <Usd amount={variant.freight.usd} />
          </span>
        ) : (
          <span className="text-xs text-muted">{product.supplier ? t("catalogue.noQuote") : "–"}</span>
        )}
      </Td>
      <Td end className={cell}>
        <span className="inline-flex items-center gap-1.5">
          {variant.held && !typed ? (
            <span
              title={t(`supplier.held.${variant.held.by}`, {
                price: formatMoney(variant.held.priceMinor, product.currency, locale),
              })}
              className="text-wait"
            >
              <PauseCircle
                size={14}
                aria-label={t(`supplier.held.${variant.held.by}`, {
                  price: formatMoney(variant.held.priceMinor, product.currency, locale),
                })}
              />
            </span>
          ) : null}
          {variant.byHand && !typed ? <ToRule product={product} variant={variant} editable={editable} /> : null}
          <span className="relative inline-flex w-20 items-center md:w-28">
            <input
              inputMode="decimal"
              disabled={!editable}
              aria-label={t("product.editPrice", { variant: variant.label })}
              aria-invalid={typed === "bad" || undefined}
              value={edits[variant.id] ?? typedText(amountText(variant.priceMinor, product.currency), locale)}
              onChange={(event) => onEdit(event.target.value)}
              className={cx(
                controlClass,
                "h-8 text-end tabular-nums md:pe-11",
                typed && typed !== "bad" && "border-accent-ink",
              )}
            />
            <span className="pointer-events-none absolute end-2.5 text-xs text-muted max-md:hidden">
              {product.currency}
            </span>
          </span>
        </span>
      </Td>
      <Td className={cx(cell, "w-24 min-w-20 md:w-48 md:min-w-40")}>
        {margin ? (
          <MarginBar
            compact
            margin={margin}
            facts={marginFacts(product, variant, settings, t)}
            floorBps={settings?.floorMarginBps}
          />
        ) : (
          <span className="text-xs text-muted" title={product.supplier ? t("catalogue.noQuoteHint") : t("own.noCost")}>
            {product.supplier ? t("catalogue.noQuote") : "–"}
          </span>
        )}
      </Td>
    </tr>
  );
}
