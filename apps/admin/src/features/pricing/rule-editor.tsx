import { Input, Select } from "@nexusone/ui/field";
import { useI18n } from "../../i18n/context.tsx";
import { typedText } from "../../lib/typed-text.ts";
import { endingChoices, endingId, endingLabel, RULE_KINDS, type RuleForm, type RuleProblem } from "./rule-form.ts";

type Props = {
  form: RuleForm;
  currency: string;
  problem?: RuleProblem | undefined;
  disabled?: boolean | undefined;
  onChange: (form: RuleForm) => void;
};

/** A price rule in the words of a shopkeeper. */
export function RuleEditor({ form, currency, problem, disabled, onChange }: Props) {
  const { t, locale } = useI18n();
  const set = (part: Partial<RuleForm>): void => onChange({ ...form, ...part });
  const choices = endingChoices(currency);
  const known = choices.some((choice) => endingId(choice) === form.ending) || form.ending === "none";
  const [step, minor] = form.ending.split(":").map(Number);
  const all = known || step === undefined || minor === undefined ? choices : [...choices, { step, minor }];
  const unit = { multiplier: "×", percent: "%", fixed: currency, target_margin: "%" }[form.kind];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={t("rule.kind")}
        value={form.kind}
        disabled={disabled}
        onChange={(event) =>
          set({ kind: RULE_KINDS.find((kind) => kind === event.target.value) ?? form.kind, value: "" })
        }
      >
        {RULE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`rule.kind.${kind}`)}
          </option>
        ))}
      </Select>
      <Input
        label={t(`rule.value.${form.kind}`)}
        inputMode="decimal"
        value={typedText(form.value, locale)}
        disabled={disabled}
        suffix={unit}
        onChange={(event) => set({ value: event.target.value })}
        error={problem?.field === "value" ? t(form.kind === "fixed" ? "form.amount" : "form.number") : undefined}
      />
      {form.kind === "target_margin" ? null : (
        <Select
          label={t("rule.of")}
          value={form.of}
          disabled={disabled}
          onChange={(event) => set({ of: event.target.value === "cost" ? "cost" : "landed" })}
        >
          <option value="landed">{t("rule.of.landed")}</option>
          <option value="cost">{t("rule.of.cost")}</option>
        </Select>
      )}
      <Select
        label={t("rule.ending")}
        value={form.ending}
        disabled={disabled}
        onChange={(event) => set({ ending: event.target.value })}
      >
        <option value="none">{t("rule.ending.none")}</option>
        {all.map((choice) => (
          <option key={endingId(choice)} value={endingId(choice)}>
            {t("rule.ending.to", { ending: endingLabel(choice, currency, locale) })}
          </option>
        ))}
      </Select>
      <Input
        label={t("rule.floor")}
        optional
        inputMode="decimal"
        value={typedText(form.floor, locale)}
        disabled={disabled}
        suffix={currency}
        onChange={(event) => set({ floor: event.target.value })}
        error={problem?.field === "floor" ? t("form.amount") : undefined}
      />
    </div>
  );
}
