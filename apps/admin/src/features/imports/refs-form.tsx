import { Button } from "@nexusone/ui/button";
import { Textarea } from "@nexusone/ui/field";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { fromRuleForm, isProblem, type RuleForm } from "../pricing/rule-form.ts";
import { OptionsCard } from "./options-card.tsx";
import type { ParsedCsv } from "./parse-csv.ts";
import { MAX_REFS, parseRefs } from "./parse-refs.ts";
import type { StartItem } from "./use-start-preview.ts";

// With it comes the reader of CSV.
const CsvBox = lazy(async () => ({ default: (await import("./csv-box.tsx")).CsvBox }));

const WAYS = ["paste", "csv"] as const;
type Props = {
  busy: boolean;
  error: unknown;
  /** Repeats what was asked last; false when that was answered. */
  onAgain: () => boolean;
  onSubmit: (items: readonly StartItem[]) => void;
};

/** Addresses and numbers, or a table; with what applies to all that say nothing themselves. */
export function RefsForm({ busy, error, onAgain, onSubmit }: Props) {
  const t = useT();
  const { api } = useShop();
  const settings = useQuery(api.merchants.getSettings.queryOptions());
  const currency = settings.data?.currency ?? "USD";
  const [way, setWay] = useState<(typeof WAYS)[number]>("paste");
  const [text, setText] = useState("");
  const [table, setTable] = useState<{ text: string; parsed: ParsedCsv }>();
  const [categoryName, setCategory] = useState("");
  const [tags, setTags] = useState<string[]>([]);
  const [ruleForm, setRuleForm] = useState<RuleForm>();
  const rule = ruleForm && fromRuleForm(ruleForm, currency);
  const problem = rule && isProblem(rule) ? rule : undefined;
  const shared = {
    ...(rule && !isProblem(rule) && { priceRule: rule }),
    ...(categoryName.trim() && { categoryName: categoryName.trim() }),
    ...(tags.length > 0 && { tags }),
  };
  const named =
    way === "paste"
      ? parseRefs(text).map((ref) => ({ ref }))
      : (table?.parsed.items ?? []).map(({ line: _line, ...item }) => item);
  const items = named.map((item) => {
    const { priceRule, ...rest } = { ...shared, ...item };
    return { ...rest, ...(priceRule && { priceRule: { ...priceRule, ending: priceRule.ending ?? null } }) };
  });
  const blocked =
    items.length === 0
      ? t(way === "paste" ? "imports.previewNone" : "imports.csv.none")
      : items.length > MAX_REFS
        ? t("imports.tooMany")
        : problem
          ? t("form.invalid")
          : undefined;
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (blocked === undefined) onSubmit(items);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Refused error={error} onRetry={() => (onAgain() ? undefined : submit())} />
      <Card>
        <div className="flex flex-col gap-3">
          <div role="group" aria-label={t("imports.way")} className="flex gap-2">
            {WAYS.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={way === one}
                className={chipClass(way === one)}
                onClick={() => setWay(one)}
              >
                {t(`imports.way.${one}`)}
              </button>
            ))}
          </div>
          {way === "paste" ? (
            <Textarea
              label={t("imports.refs")}
              hint={t("imports.refsHint")}
              placeholder={t("imports.refsPlaceholder")}
              rows={9}
              autoFocus
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
              error={items.length > MAX_REFS ? t("imports.tooMany") : undefined}
            />
          ) : settings.data ? (
            <Suspense fallback={<Skeleton className="h-56 w-full" />}>
              <CsvBox
                terms={{ rule: settings.data.defaultPriceRule, currency }}
                text={table?.text ?? ""}
                parsed={table?.parsed}
                onChange={(next, parsed) => setTable({ text: next, parsed })}
              />
            </Suspense>
          ) : (
            <Skeleton className="h-56 w-full" />
          )}
        </div>
      </Card>
      <OptionsCard
        settings={settings.data}
        currency={currency}
        {...{ categoryName, tags, ruleForm, problem }}
        onCategory={setCategory}
        onTags={setTags}
        onRule={setRuleForm}
      />
      <div className="flex flex-wrap items-center justify-end gap-3">
        <span className="min-w-0 flex-1 basis-48 text-xs text-muted">{t("imports.previewFree")}</span>
        <Button type="submit" look="primary" busy={busy} refused={blocked}>
          {items.length === 0 ? t("imports.previewAny") : t("imports.preview", { count: items.length })}
        </Button>
      </div>
    </form>
  );
}
