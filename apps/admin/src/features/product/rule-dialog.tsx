import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { formatPercent } from "@nexusone/contracts/money";
import { Money } from "@nexusone/ui/amounts";
import { Input } from "@nexusone/ui/field";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { toastDone } from "../../lib/toast.ts";
import { RuleEditor } from "../pricing/rule-editor.tsx";
import { fromRuleForm, isProblem, toRuleForm } from "../pricing/rule-form.ts";
import { boundsText, type GuardNote, guardedPrice, readable, readBounds } from "./guarded-price.ts";
import { type Product, useUpdateProduct } from "./use-product.ts";

type Props = { product: Product; settings: MerchantSettings; onClose: () => void };

/** A rule of the product's own, with what it would make of every price before it is applied. */
export function RuleDialog({ product, settings, onClose }: Props) {
  const { t, locale } = useI18n();
  const update = useUpdateProduct(product.id);
  const [form, setForm] = useState(() => toRuleForm(product.priceRule ?? settings.defaultPriceRule, product.currency));
  const [limits, setLimits] = useState(() => boundsText(product.bounds, product.currency, locale));
  const bounds = readBounds(limits, product.currency);
  const wrong = bounds === "bad" || bounds === "order" ? bounds : undefined;
  const rule = fromRuleForm(form, product.currency);
  const problem = isProblem(rule) ? rule : undefined;
  const apply = (priceRule: Product["priceRule"]): void =>
    update.mutate(
      { id: product.id, version: product.version, priceRule, ...(typeof bounds === "object" && { bounds }) },
      {
        onSuccess: () => {
          void toastDone(t("product.updated"));
          onClose();
        },
      },
    );
  const noteText = (note: GuardNote): string =>
    t(`guard.${note}`, {
      floor: formatPercent(settings.floorMarginBps, locale),
      limit: formatPercent(settings.maxRiseBps ?? 0, locale, 0),
    });
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t("rule.dialogTitle")}
      description={t("rule.dialogText")}
      footer={
        <>
          {product.priceRule ? (
            <Button look="quiet" busy={update.isPending} onClick={() => apply(null)}>
              {t("rule.useDefault")}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            look="primary"
            busy={update.isPending}
            refused={problem || wrong ? t("form.invalid") : undefined}
            onClick={() => (isProblem(rule) ? undefined : apply({ ...rule, ending: rule.ending ?? null }))}
          >
            {t("rule.apply")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Refused error={update.error} />
        <RuleEditor
          form={form}
          currency={product.currency}
          problem={form.value === "" ? undefined : problem}
          onChange={setForm}
        />
        <fieldset className="grid gap-4 sm:grid-cols-2">
          <legend className="mb-1 text-sm font-semibold text-ink">{t("guard.bounds")}</legend>
          {(["min", "max"] as const).map((side) => (
            <Input
              key={side}
              label={t(`guard.${side}`)}
              optional
              inputMode="decimal"
              suffix={product.currency}
              value={limits[side]}
              onChange={(event) => setLimits({ ...limits, [side]: event.target.value })}
              error={
                wrong === "order" && side === "max"
                  ? t("guard.order")
                  : wrong === "bad" && !readable(limits[side], product.currency)
                    ? t("form.amount")
                    : undefined
              }
            />
          ))}
        </fieldset>
        <Table
          narrow
          label={t("product.variants")}
          head={
            <>
              <Th>{t("product.variant")}</Th>
              <Th end>{t("rule.before")}</Th>
              <Th end>{t("rule.after")}</Th>
            </>
          }
        >
          {product.variants.map((variant) => {
            const { priceMinor: after, note } = isProblem(rule)
              ? { priceMinor: undefined, note: null }
              : guardedPrice(variant, rule, settings, typeof bounds === "object" ? bounds : product.bounds);
            return (
              <tr key={variant.id}>
                <Td>{variant.label}</Td>
                <Td end>
                  <Money minor={variant.priceMinor} currency={product.currency} className="text-muted" />
                </Td>
                <Td end>
                  {after === undefined ? (
                    "–"
                  ) : (
                    <Money
                      minor={after}
                      currency={product.currency}
                      className={after === variant.priceMinor ? "text-muted" : "font-medium"}
                    />
                  )}
                  {note ? <span className="block text-xs text-wait">{noteText(note)}</span> : null}
                </Td>
              </tr>
            );
          })}
        </Table>
      </div>
    </Dialog>
  );
}
