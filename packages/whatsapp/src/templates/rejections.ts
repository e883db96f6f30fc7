import { STRUCTURE_REJECTIONS } from "./rejections-structure.ts";
import { plain } from "./rejection-model.ts";
import type { Rejection } from "./rejection-model.ts";
import { TEXT_REJECTIONS } from "./rejections-text.ts";

export { languagesOfTemplates } from "./rejections-structure.ts";
export { plain } from "./rejection-model.ts";
export type { Rejection, RejectionExample } from "./rejection-model.ts";

/**
 * Why Meta refuses, rejects or re-categorises templates: data for whoever checks templates, be it the linter here or a simulated
 * review. Every entry has a template that fails by it and one, as near as can be, that does not.
 */
export const REJECTIONS: readonly Rejection[] = [...STRUCTURE_REJECTIONS, ...TEXT_REJECTIONS];

/** A template nothing is wrong with. */
export const GOOD_TEMPLATE = plain({});
