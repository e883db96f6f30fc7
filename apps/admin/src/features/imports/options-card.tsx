import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Switch } from "@nexusone/ui/toggle";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { RuleEditor } from "../pricing/rule-editor.tsx";
import { type RuleForm, type RuleProblem, ruleText, toRuleForm } from "../pricing/rule-form.ts";
import { TagsField } from "../product/tags-field.tsx";

type Props = {
  settings: MerchantSettings | undefined;
  currency: string;
  categoryName: string;
  tags: string[];
  /** Undefined: the shop's own rule. */
  ruleForm: RuleForm | undefined;
  problem: RuleProblem | undefined;
  onCategory: (name: string) => void;
  onTags: (tags: string[]) => void;
  onRule: (form: RuleForm | undefined) => void;
};

/** Category, tags and rule for every product that brings none of its own. */
export function OptionsCard(props: Props) {
  const { settings, currency, categoryName, tags, ruleForm, problem, onCategory, onTags, onRule } = props;
  const { t, locale } = useI18n();
  const { api } = useShop();
  const list = useId();
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  return (
    <Card title={t("imports.options")} hint={t("imports.optionsHint")}>
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Input
            label={t("imports.category")}
            optional
            list={list}
            maxLength={80}
            value={categoryName}
            onChange={(event) => onCategory(event.target.value)}
          />
          <datalist id={list}>
            {facets.data?.categories.map(({ id, name }) => (
              <option key={id} value={name} />
            ))}
          </datalist>
          <TagsField tags={tags} known={facets.data?.tags ?? []} onChange={onTags} />
        </div>
        {settings ? (
          <Switch
            label={t("imports.ownRule")}
            hint={t("common.pair", {
              name: t("product.ruleDefault"),
              value: ruleText(settings.defaultPriceRule, currency, locale, t),
            })}
            checked={ruleForm !== undefined}
            onChange={(on) => onRule(on ? toRuleForm(settings.defaultPriceRule, currency) : undefined)}
          />
        ) : null}
        {ruleForm ? <RuleEditor form={ruleForm} currency={currency} problem={problem} onChange={onRule} /> : null}
      </div>
    </Card>
  );
}
