import { formatMoney } from "@nexusone/contracts/money";
import { priceByRule } from "@nexusone/contracts/price-rule";
import { usdText } from "@nexusone/ui/amounts";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Calculator } from "lucide-react";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { RuleEditor } from "../../pricing/rule-editor.tsx";
import { fromRuleForm, isProblem, type RuleForm, type RuleProblem } from "../../pricing/rule-form.ts";
import { termsOf } from "../../pricing/terms.ts";
import type { PartProps } from "./parts.ts";

/** A parcel as they come: cheap goods, freight that costs more than them. */
const EXAMPLE = { costUsd: "4.00", freightUsd: "6.00" } as const;

type Props = PartProps & { rule: RuleForm; problem: RuleProblem | undefined; onRule: (rule: RuleForm) => void };

/** The default rule with what it makes of an example, computed by the arithmetic that prices imports. */
export function RuleCard({ form, settings, rule, problem, onRule }: Props) {
  const { t, locale } = useI18n();
  const { can } = useShop();
  const result = fromRuleForm(rule, settings.currency);
  const price = isProblem(result) ? undefined : priceByRule(result, { terms: termsOf(settings), ...EXAMPLE });
  return (
    <Card title={t("general.rule")} hint={t("general.ruleHint")}>
      <div className="flex flex-col gap-4">
        <RuleEditor
          form={rule}
          currency={settings.currency}
          problem={problem}
          disabled={!can("settings:manage")}
          onChange={onRule}
        />
        <p role="status" className="flex items-start gap-2 rounded-md bg-sunken px-3 py-2 text-sm text-soft">
          <Calculator size={15} className="mt-0.5 shrink-0 text-muted" aria-hidden />
          <span>
            <span className="font-medium text-ink">{t("rule.example")}. </span>
            {price === undefined
              ? t("rule.exampleNone")
              : t("rule.exampleText", {
                  cost: usdText(EXAMPLE.costUsd, locale),
                  freight: usdText(EXAMPLE.freightUsd, locale),
                  price: formatMoney(price, settings.currency, locale),
                })}
          </span>
        </p>
        <Input
          className="sm:max-w-64"
          label={t("general.floor")}
          hint={t("general.floorHint")}
          inputMode="decimal"
          suffix="%"
          {...form.register("floor")}
          error={form.formState.errors.floor?.message}
        />
        <fieldset>
          <legend className="text-sm font-semibold text-ink">{t("guard.title")}</legend>
          <p className="mb-3 text-xs text-muted">{t("guard.hint")}</p>
          <div className="grid gap-4 sm:grid-cols-2">
            {(["rise", "fall"] as const).map((step) => (
              <Input
                key={step}
                label={t(`guard.${step}`)}
                hint={t("guard.open")}
                optional
                inputMode="decimal"
                suffix="%"
                {...form.register(step)}
                error={form.formState.errors[step]?.message}
              />
            ))}
          </div>
        </fieldset>
      </div>
    </Card>
  );
}
