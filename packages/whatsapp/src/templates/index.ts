export { guessCategory } from "./category.ts";
export type { CategoryGuess } from "./category.ts";
export { cleanValue, renderExamples, renderTemplate, sendableTemplate, valueProblems } from "./fill.ts";
export type { TemplateValues, ValueProblem } from "./fill.ts";
export { LINT_CODES, lintTemplate } from "./lint.ts";
export type { Finding, LintContext } from "./lint.ts";
export { isSameLanguage, languageCode, variablesOf } from "./model.ts";
export type { Template, TemplateButton, TemplateCategory, TemplateExamples, TemplateHeader } from "./model.ts";
export { categoryOf, readTemplate, templateRequest } from "./request.ts";
