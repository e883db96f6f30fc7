import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { priceByRule } from "@nexusone/contracts/price-rule";
import { Money } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { toastDone } from "../../lib/toast.ts";
import { RuleEditor } from "../pricing/rule-editor.tsx";
import { fromRuleForm, isProblem, toRuleForm } from "../pricing/rule-form.ts";
import { termsOf } from "../pricing/terms.ts";
import { type Product, useUpdateProduct } from "./use-product.ts";

type Props = { product: Product; settings: MerchantSettings; onClose: () => void };

/** A rule of the product's own, with what it would make of every price before it is applied. */
export function RuleDialog({ product, settings, onClose }: Props) {
  const t = useT();
  const update = useUpdateProduct(product.id);
  const [form, setForm] = useState(() => toRuleForm(product.priceRule ?? settings.defaultPriceRule, product.currency));
  const rule = fromRuleForm(form, product.currency);
  const problem = isProblem(rule) ? rule : undefined;
  const apply = (priceRule: Product["priceRule"]): void =>
    update.mutate(
      { id: product.id, version: product.version, priceRule },
      {
        onSuccess: () => {
          void toastDone(t("product.updated"));
          onClose();
        },
      },
    );
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
            refused={problem ? t("form.invalid") : undefined}
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
            const input = {
              terms: termsOf(settings, variant.margin),
              costUsd: variant.costUsd,
              freightUsd: variant.freight?.usd ?? null,
            };
            const after = isProblem(rule) ? undefined : priceByRule(rule, input);
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
                </Td>
              </tr>
            );
          })}
        </Table>
      </div>
    </Dialog>
  );
}
