import type { Template } from "./model.ts";

/** Answers the parts in which a template breaks a rule. `existing`: the other templates of the account. */
export type Check = (template: Template, existing: readonly Template[]) => string[];
