import type { CategoryId } from "@nexusone/contracts/ids";
import type { BulkChange, PreviewBulkEditInput } from "@nexusone/contracts/bulk-edits";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { RuleEditor } from "../pricing/rule-editor.tsx";
import { fromRuleForm, isProblem, toRuleForm, type RuleForm } from "../pricing/rule-form.ts";
import { STATUSES } from "./list-search.ts";
import { areTags, CHANGES, tagsIn, type What, WhichChange } from "./which-change.tsx";

type Props = { selection: z.input<typeof PreviewBulkEditInput>["selection"]; onPlanned: (id: string) => void };
const PERCENT = /^[-+\u{2212}]?\d{1,3}(?:[.,]\d{1,2})?$/u;

/** Which change, and to what. */
export function BulkForm({ selection, onPlanned }: Props) {
  const { t } = useI18n();
  const { api } = useShop();
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  const settings = useQuery(api.merchants.getSettings.queryOptions());
  const preview = useMutation(api.bulkEdits.preview.mutationOptions({ onSuccess: ({ id }) => onPlanned(id) }));
  const [what, setWhat] = useState<What>("status");
  const [text, setText] = useState("");
  const [status, setStatus] = useState<(typeof STATUSES)[number]>("active");
  const [category, setCategory] = useState("");
  const [rule, setRule] = useState<RuleForm>();
  const [asked, setAsked] = useState(false);
  const currency = settings.data?.currency ?? "";
  const ruleForm = rule ?? (settings.data ? toRuleForm(settings.data.defaultPriceRule, currency) : undefined);
  const tags = tagsIn(text);
  const change = changeOf();

  function changeOf(): BulkChange | undefined {
    if (what === "status") return { status };
    if (what === "category") return { categoryId: category === "" ? null : (category as CategoryId) }; // from the list
    if (what === "percent")
      return PERCENT.test(text.trim())
        ? { pricePercentBps: Math.round(Number(text.trim().replace(",", ".").replace("\u{2212}", "-")) * 100) }
        : undefined;
    if (what === "rule") {
      const made = ruleForm && fromRuleForm(ruleForm, currency);
      return made && !isProblem(made) ? { priceRule: { ...made, ending: made.ending ?? null } } : undefined;
    }
    return areTags(tags) ? { [what]: tags } : undefined;
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (change) preview.mutate({ selection, change });
      }}
    >
      <WhichChange
        of={CHANGES}
        value={what}
        onChange={(next) => {
          setWhat(next);
          setText("");
          setAsked(false);
        }}
      />
      {what === "status" ? (
        <Select
          label={t("catalogue.filter.status")}
          value={status}
          onChange={(event) => setStatus(STATUSES.find((one) => one === event.target.value) ?? status)}
        >
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {t(`catalogue.status.${one}`)}
            </option>
          ))}
        </Select>
      ) : what === "category" ? (
        <Select
          label={t("catalogue.filter.category")}
          value={category}
          onChange={(event) => setCategory(event.target.value)}
        >
          <option value="">{t("bulk.noCategory")}</option>
          {facets.data?.categories.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      ) : what === "rule" ? (
        ruleForm ? (
          <RuleEditor
            form={ruleForm}
            currency={currency}
            onChange={setRule}
            problem={asked ? problemOf(fromRuleForm(ruleForm, currency)) : undefined}
          />
        ) : null
      ) : (
        <Input
          label={t(`bulk.field.${what}`)}
          value={text}
          inputMode={what === "percent" ? "decimal" : "text"}
          suffix={what === "percent" ? "%" : undefined}
          hint={t(`bulk.hint.${what}`)}
          error={
            asked && !change ? t(what === "percent" ? "catalogue.further.bad.number" : "bulk.bad.tags") : undefined
          }
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {what === "removeTags" && facets.data ? (
        <TagChoices tags={facets.data.tags} chosen={tags} onPick={setText} />
      ) : null}
      <Refused error={preview.error ?? settings.error} />
      <div className="flex justify-end">
        <Button look="primary" type="submit" busy={preview.isPending}>
          {t("bulk.preview")}
        </Button>
      </div>
    </form>
  );
}

const problemOf = (made: ReturnType<typeof fromRuleForm>) => (isProblem(made) ? made : undefined);

const SUGGESTED = 12;
function TagChoices(props: { tags: readonly string[]; chosen: readonly string[]; onPick: (text: string) => void }) {
  const open = props.tags.filter((tag) => !props.chosen.includes(tag)).slice(0, SUGGESTED);
  return (
    <div className="flex flex-wrap gap-1.5">
      {open.map((tag) => (
        <Button key={tag} size="sm" onClick={() => props.onPick([...props.chosen, tag].join(", "))}>
          {tag}
        </Button>
      ))}
    </div>
  );
}
