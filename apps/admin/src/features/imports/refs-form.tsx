import type { PriceRule } from "@nexusone/contracts/price-rule";
import { Button } from "@nexusone/ui/button";
import { Input, Textarea } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Switch } from "@nexusone/ui/toggle";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { RuleEditor } from "../pricing/rule-editor.tsx";
import { fromRuleForm, isProblem, type RuleForm, ruleText, toRuleForm } from "../pricing/rule-form.ts";
import { TagsField } from "../product/tags-field.tsx";
import { MAX_REFS, parseRefs } from "./parse-refs.ts";

export type RefsInput = {
  readonly text: string;
  readonly refs: readonly string[];
  readonly rule: PriceRule | undefined;
  readonly categoryName: string;
  readonly tags: string[];
};
type Props = { initial: RefsInput | undefined; busy: boolean; error: unknown; onSubmit: (input: RefsInput) => void };

export function RefsForm({ initial, busy, error, onSubmit }: Props) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const categories = useId();
  const settings = useQuery(api.merchants.getSettings.queryOptions());
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  const [text, setText] = useState(initial?.text ?? "");
  const [categoryName, setCategory] = useState(initial?.categoryName ?? "");
  const [tags, setTags] = useState<string[]>(initial?.tags ?? []);
  const currency = settings.data?.currency ?? "USD";
  const [ruleForm, setRuleForm] = useState<RuleForm | undefined>(initial?.rule && toRuleForm(initial.rule, currency));
  const refs = parseRefs(text);
  const rule = ruleForm ? fromRuleForm(ruleForm, currency) : undefined;
  const problem = rule && isProblem(rule) ? rule : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (refs.length === 0 || refs.length > MAX_REFS || problem) return;
    onSubmit({
      text,
      refs,
      rule: rule && !isProblem(rule) ? rule : undefined,
      categoryName: categoryName.trim(),
      tags,
    });
  };
  const blocked =
    refs.length === 0
      ? t("imports.previewNone")
      : refs.length > MAX_REFS
        ? t("imports.tooMany")
        : problem
          ? t("form.invalid")
          : undefined;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Refused error={error} onRetry={() => onSubmit({ text, refs, rule: undefined, categoryName, tags })} />
      <Card>
        <Textarea
          label={t("imports.refs")}
          hint={t("imports.refsHint")}
          placeholder={t("imports.refsPlaceholder")}
          rows={7}
          autoFocus
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={refs.length > MAX_REFS ? t("imports.tooMany") : undefined}
        />
      </Card>
      <Card title={t("imports.options")}>
        <div className="flex flex-col gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <Input
              label={t("imports.category")}
              optional
              list={categories}
              maxLength={80}
              value={categoryName}
              onChange={(event) => setCategory(event.target.value)}
            />
            <datalist id={categories}>
              {facets.data?.categories.map(({ id, name }) => (
                <option key={id} value={name} />
              ))}
            </datalist>
            <TagsField tags={tags} known={facets.data?.tags ?? []} onChange={setTags} />
          </div>
          {settings.data ? (
            <Switch
              label={t("imports.ownRule")}
              hint={t("common.pair", {
                name: t("product.ruleDefault"),
                value: ruleText(settings.data.defaultPriceRule, currency, locale, t),
              })}
              checked={ruleForm !== undefined}
              onChange={(on) => setRuleForm(on ? toRuleForm(settings.data.defaultPriceRule, currency) : undefined)}
            />
          ) : null}
          {ruleForm ? (
            <RuleEditor form={ruleForm} currency={currency} problem={problem} onChange={setRuleForm} />
          ) : null}
        </div>
      </Card>
      <div className="flex flex-wrap items-center justify-end gap-3">
        {busy ? (
          <span role="status" className="text-sm text-muted">
            {t("imports.previewing")}
          </span>
        ) : null}
        <Button type="submit" look="primary" busy={busy} refused={blocked}>
          {refs.length === 0 ? t("imports.previewAny") : t("imports.preview", { count: refs.length })}
        </Button>
      </div>
    </form>
  );
}
