import type { PreviewChange } from "@nexusone/contracts/imports";
import type { PreviewRowId } from "@nexusone/contracts/ids";
import { Input } from "@nexusone/ui/field";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { areTags, tagsIn, WhichChange } from "../catalogue/which-change.tsx";
import { RuleEditor } from "../pricing/rule-editor.tsx";
import { fromRuleForm, isProblem, toRuleForm } from "../pricing/rule-form.ts";
import type { Preview } from "./triage-results.ts";
import type { PreviewVerbs } from "./use-preview.ts";

const WHAT = ["rule", "category", "addTags", "removeTags"] as const;
type Props = {
  rowIds: readonly PreviewRowId[];
  preview: Preview;
  verbs: PreviewVerbs;
  onClose: () => void;
  onDone: () => void;
};

/** One change for all chosen rows. Prices are worked out anew from what was read: nothing is asked of CJ. */
export function EditRowsDialog({ rowIds, preview, verbs, onClose, onDone }: Props) {
  const t = useT();
  const { api } = useShop();
  const list = useId();
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  const { currency } = preview.pricing.terms;
  const [what, setWhat] = useState<(typeof WHAT)[number]>("rule");
  const [text, setText] = useState("");
  const [rule, setRule] = useState(() => toRuleForm(preview.pricing.defaultPriceRule, currency));
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<unknown>();
  const made = fromRuleForm(rule, currency);
  const change = changeOf();

  function changeOf(): PreviewChange | undefined {
    if (what === "rule") return isProblem(made) ? undefined : { priceRule: { ...made, ending: made.ending ?? null } };
    if (what === "category") return { categoryName: text.trim() === "" ? null : text.trim() };
    const tags = tagsIn(text);
    return areTags(tags) ? { [what]: tags } : undefined;
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (change) void verbs.change(rowIds, change)?.then(onDone, setError);
  };
  const known =
    what === "category" ? (facets.data?.categories.map(({ name }) => name) ?? []) : (facets.data?.tags ?? []);
  return (
    <FormDialog
      title={t("imports.triage.editTitle", { count: rowIds.length })}
      action={t("imports.triage.apply", { count: rowIds.length })}
      busy={verbs.changing}
      error={error}
      onClose={onClose}
      onSubmit={submit}
    >
      <WhichChange
        of={WHAT}
        value={what}
        onChange={(next) => {
          setWhat(next);
          setText("");
          setAsked(false);
        }}
      />
      {what === "rule" ? (
        <RuleEditor
          form={rule}
          currency={currency}
          problem={asked && isProblem(made) ? made : undefined}
          onChange={setRule}
        />
      ) : (
        <>
          <Input
            label={t(what === "category" ? "imports.category" : `bulk.field.${what}`)}
            hint={t(what === "category" ? "imports.triage.categoryHint" : `bulk.hint.${what}`)}
            list={list}
            maxLength={what === "category" ? 80 : 900}
            value={text}
            error={asked && !change ? t("bulk.bad.tags") : undefined}
            onChange={(event) => setText(event.target.value)}
          />
          <datalist id={list}>
            {known.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </FormDialog>
  );
}
