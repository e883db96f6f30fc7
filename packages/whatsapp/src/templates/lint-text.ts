import { guessCategory, plainWords, wholeText } from "./category.ts";
import type { Check } from "./lint-check.ts";
import { isSameLanguage, variablesOf } from "./model.ts";
import type { Template } from "./model.ts";

type Text = { part: "header" | "body"; text: string };

/** The texts that may have variables. */
function textsOf({ header, body }: Template): Text[] {
  return [
    ...(header?.type === "text" ? [{ part: "header" as const, text: header.text }] : []),
    { part: "body", text: body },
  ];
}
const eachText = (template: Template, isBroken: (text: string, part: Text["part"]) => boolean) =>
  textsOf(template).flatMap(({ part, text }) => (isBroken(text, part) ? [part] : []));

const VARIABLE = /\{\{[^{}]*\}\}/g;
const isNumber = (name: string) => /^\d+$/.test(name);
const isPlain = (name: string) => /^\w+$/.test(name);

function hasGap(text: string): boolean {
  const numbers = [...new Set(variablesOf(text).filter(isNumber).map(Number))];
  return numbers.some((number, index) => number !== index + 1);
}

/** Words beside the variables; signs alone are none. */
function wordCount(text: string): number {
  return text.replace(VARIABLE, " ").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu)?.length ?? 0;
}

/** Words that ask for the whole of something secret, in the five languages. */
const SENSITIVE =
  /\b(?:(?:credit |debit )?card number|bank account number|full account number|password|pin code|social security number|passport number|numero de (?:votre )?carte|numero de compte bancaire|mot de passe|numero de securite sociale|numero de (?:la |su )?tarjeta|numero de cuenta bancaria|contrasena|numero do (?:seu )?cartao|numero da conta bancaria|senha|cpf)\b|رقم البطاقه|رقم بطاقتك|كلمه المرور|كلمة المرور/u;
const PART_ONLY = /\b(?:last|first) \d\b|\b\d? ?derniers chiffres|\bultimos \d|اخر \d/u;
const ASKS =
  /\b(?:send|share|give|reply|provide|tell|enter|confirm|envoyez|communiquez|donnez|indiquez|confirmez|envie|envienos|comparta|indique|confirme|informe)\b|ارسل|شارك|اكتب|ادخل/u;
const THREAT =
  /\b(?:legal action|lawsuit|take you to court|we will sue|publicly shame|public shame|actions? en justice|poursuites judiciaires|poursuites|acciones legales|demanda judicial|acoes judiciais|acao judicial|processo judicial)\b|اجراء قانوني|اجراءات قانونيه|اجراءات قانونية/u;

/** Words and variables; the keys are the codes of the data. */
export const TEXT_CHECKS: Record<string, Check> = {
  braces_unbalanced: (template) =>
    eachText(template, (text) => /\{\{|\}\}|\{\s*\w+\s*\}/.test(text.replace(VARIABLE, " ").replaceAll("{ {", "{{"))),
  variable_characters: (template) => eachText(template, (text) => variablesOf(text).some((name) => !isPlain(name))),
  variable_name: (template) =>
    eachText(template, (text) =>
      variablesOf(text).some((name) => isPlain(name) && !isNumber(name) && !/^[a-z][a-z0-9_]*$/.test(name)),
    ),
  variable_format_mixed: (template) =>
    eachText(template, (text) =>
      variablesOf(text).some((name) => isPlain(name) && isNumber(name) !== (template.variables === "positional")),
    ),
  variable_gap: (template) => eachText(template, (text) => template.variables === "positional" && hasGap(text)),
  variable_repeated: (template) =>
    eachText(template, (text) => {
      const names = variablesOf(text);
      return template.variables === "named" && new Set(names).size < names.length;
    }),
  variables_too_many: (template) =>
    eachText(template, (text, part) => {
      const count = variablesOf(text).length;
      return part === "body" && count > 0 && wordCount(text) < count + 2;
    }),
  // Signs count: a full stop after the last variable is enough.
  variable_at_edge: (template) =>
    eachText(template, (text, part) => part === "body" && /^\{\{[^{}]*\}\}|\{\{[^{}]*\}\}$/.test(text.trim())),
  variables_adjacent: (template) => eachText(template, (text) => /\}\}\s*\{\{/.test(text)),
  example_missing: (template) => [
    ...textsOf(template).flatMap(({ part, text }) =>
      variablesOf(text)
        .filter((name) => !template.examples[part][name]?.trim())
        .map(() => part),
    ),
    ...template.buttons.flatMap((button, index) => {
      const needsOne = button.type === "copy_code" || (button.type === "url" && variablesOf(button.url).length > 0);
      return needsOne && !template.examples.buttons[index]?.trim() ? [`buttons.${index}`] : [];
    }),
  ],
  body_duplicate: (template, existing) => {
    const same = existing.some(
      (other) =>
        other.body.trim() === template.body.trim() &&
        (other.footer ?? "").trim() === (template.footer ?? "").trim() &&
        isSameLanguage(other.language, template.language),
    );
    // Meta does not look for doubles of codes.
    return same && template.category !== "AUTHENTICATION" ? ["body"] : [];
  },
  header_formatting: ({ header }) =>
    header?.type === "text" && /[*_~`\n](?![^{]*\}\})/.test(header.text) ? ["header"] : [],
  sensitive_request: (template) => {
    const words = plainWords(wholeText(template));
    return SENSITIVE.test(words) && ASKS.test(words) && !PART_ONLY.test(words) ? ["body"] : [];
  },
  threat: (template) => (THREAT.test(plainWords(wholeText(template))) ? ["body"] : []),
  looks_like_marketing: (template) => {
    if (template.category !== "UTILITY") return [];
    const { category, because } = guessCategory(template);
    return category === "MARKETING" && because.length > 0 ? ["category"] : [];
  },
};
