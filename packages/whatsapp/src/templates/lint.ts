import type { Check } from "./lint-check.ts";
import { STRUCTURE_CHECKS } from "./lint-structure.ts";
import { TEXT_CHECKS } from "./lint-text.ts";
import type { Template } from "./model.ts";
import { REJECTIONS } from "./rejections.ts";
import type { Rejection } from "./rejections.ts";

export type Finding = Pick<Rejection, "code" | "outcome" | "metaCode" | "sentence" | "remedy" | "source"> & {
  /** Which part: "body", "buttons.2". */
  part: string;
};

/** The account's other templates. */
export type LintContext = { existing?: readonly Template[] };

const CHECKS = new Map<string, Check>([...Object.entries(STRUCTURE_CHECKS), ...Object.entries(TEXT_CHECKS)]);

/** The codes this linter looks for. */
export const LINT_CODES: readonly string[] = [...CHECKS.keys()];

/**
 * What Meta would refuse, reject or re-categorise, before Meta sees it: one finding for each rule and part, in the order of the
 * data. Empty is no promise: policy is judged by people. `existing` without the template itself, when that is there already.
 */
export function lintTemplate(template: Template, { existing = [] }: LintContext = {}): Finding[] {
  return REJECTIONS.flatMap(({ code, outcome, metaCode, sentence, remedy, source }) => {
    const parts = CHECKS.get(code)?.(template, existing) ?? [];
    return [...new Set(parts)].map((part) => ({ code, outcome, metaCode, sentence, remedy, source, part }));
  });
}
