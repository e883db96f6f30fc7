import { Button, IconButton } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Plus, Trash2 } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { emptyLine, problemsOf, type VariantLine } from "./new-product-form.ts";

/** As many at once as the server takes. */
const MOST = 100;

type Props = {
  lines: readonly VariantLine[];
  currency: string;
  /** After the first try: until then nobody is told off for what they have not typed yet. */
  checked: boolean;
  /** Whether each needs a name of its own. */
  named?: boolean;
  onChange: (lines: readonly VariantLine[]) => void;
};

/** Price, cost and stock of each size or kind. */
export function VariantLines({ lines, currency, checked, named = false, onChange }: Props) {
  const t = useT();
  const set = (key: number, part: Partial<VariantLine>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <div className="flex flex-col gap-5">
      {lines.map((line, nth) => {
        const problems = checked ? problemsOf(line, currency) : [];
        const amount = (field: "price" | "cost") => (
          <Input
            label={t(`own.${field}`)}
            optional={field === "cost"}
            inputMode="decimal"
            suffix={currency}
            controlClassName="pe-12"
            value={line[field]}
            onChange={(event) => set(line.key, { [field]: event.target.value })}
            error={
              problems.includes(field) ? t(line[field].trim() === "" ? "form.required" : "form.amount") : undefined
            }
          />
        );
        return (
          <fieldset key={line.key} className="min-w-0">
            <legend className={lines.length > 1 ? "mb-1 text-sm font-semibold text-ink" : "sr-only"}>
              {t("own.lineNumber", { count: nth + 1 })}
            </legend>
            <div className="grid grid-cols-2 items-start gap-3 lg:grid-cols-[2fr_1.2fr_1fr_1fr_0.8fr_auto]">
              <Input
                className="col-span-2 lg:col-span-1"
                label={t("own.label")}
                optional={!named}
                maxLength={300}
                value={line.label}
                onChange={(event) => set(line.key, { label: event.target.value })}
                error={checked && named && line.label.trim() === "" ? t("form.required") : undefined}
              />
              <Input
                className="col-span-2 lg:col-span-1"
                label={t("own.sku")}
                optional
                maxLength={100}
                value={line.sku}
                onChange={(event) => set(line.key, { sku: event.target.value })}
              />
              {amount("price")}
              {amount("cost")}
              <Input
                label={t("own.stock")}
                optional
                inputMode="numeric"
                value={line.stock}
                onChange={(event) => set(line.key, { stock: event.target.value })}
                error={problems.includes("stock") ? t("form.number") : undefined}
              />
              {lines.length > 1 ? (
                <IconButton
                  className="self-end justify-self-end"
                  label={t("own.removeVariant", { count: nth + 1 })}
                  icon={<Trash2 size={14} aria-hidden />}
                  onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
                />
              ) : null}
            </div>
          </fieldset>
        );
      })}
      {lines.length < MOST ? (
        <div>
          <Button
            size="sm"
            icon={<Plus size={13} aria-hidden />}
            onClick={() => onChange([...lines, emptyLine(Math.max(...lines.map(({ key }) => key)) + 1)])}
          >
            {t("own.addVariant")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
