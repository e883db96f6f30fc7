import { isVariableName, VARIABLE_NAMES, VARIABLES, variableAt } from "@nexusone/contracts/template-variables";
import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useI18n } from "../../i18n/context.tsx";
import { placesWith } from "./blank.ts";
import type { EditProps } from "./text-card.tsx";

/** What fills each variable by itself, and the example that the reviewers see. */
export function ExamplesCard({ content, check, disabled, onChange }: EditProps) {
  const { t, locale } = useI18n();
  const places = placesWith(content);
  if (places.length === 0) return null;
  const missing = check?.findings.some(({ code }) => code === "example_missing") ?? false;
  return (
    <Card title={t("templates.variables")} hint={t("templates.variablesHint")}>
      <ul className="flex flex-col gap-4">
        {places.map(({ part, name }) => {
          const place = `${part}.${name}`;
          const value = content.examples[part][name] ?? "";
          const fills = variableAt(content, place);
          return (
            <li
              key={place}
              className="grid items-start gap-x-3 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)]"
            >
              <span className="pt-6 font-mono text-sm text-ink max-sm:pt-0 [overflow-wrap:anywhere]">{`{{${name}}}`}</span>
              <Input
                label={t("templates.example")}
                dir="auto"
                value={value}
                disabled={disabled}
                error={missing && value.trim() === "" ? t("templates.exampleMissing") : undefined}
                onChange={({ target }) =>
                  onChange({
                    ...content,
                    examples: { ...content.examples, [part]: { ...content.examples[part], [name]: target.value } },
                  })
                }
              />
              <Select
                label={t("templates.filledBy")}
                value={fills ?? ""}
                disabled={disabled || (content.variables === "named" && isVariableName(name))}
                onChange={({ target }) => {
                  const { [place]: _before, ...others } = content.bindings;
                  onChange({
                    ...content,
                    bindings: target.value === "" ? others : { ...others, [place]: target.value },
                  });
                }}
              >
                <option value="">{t("templates.byHand")}</option>
                {VARIABLE_NAMES.map((variable) => (
                  <option key={variable} value={variable}>
                    {VARIABLES[variable].name[locale]}
                  </option>
                ))}
              </Select>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
