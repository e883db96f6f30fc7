import { languagesOfTemplates, REJECTIONS, type Rejection } from "@nexusone/whatsapp/template-rejections";
import { partsOf } from "../graph/template-parts.ts";
import type { StoredTemplate } from "../templates.ts";
import { FORM_CHECKS, TEXT_CHECKS, type Check, type Reviewed } from "./checks.ts";

export type TemplateForm = Pick<
  StoredTemplate,
  "id" | "name" | "language" | "category" | "named" | "components" | "ttlSeconds"
>;

const checks: Record<string, Check> = { ...FORM_CHECKS, ...TEXT_CHECKS };
const GRAVITY = { refused: 0, rejected: 1, recategorised: 2 } as const;

const reviewed = (form: TemplateForm): Reviewed => ({ ...form, ...partsOf(form.components) });

/** Everything found, what is refused at once first. Which reasons there are is the data's to say, with their words and outcome. */
export function findingsOf(form: TemplateForm, others: readonly TemplateForm[]): Rejection[] {
  const template = reviewed(form);
  const rest = others.map(reviewed);
  return REJECTIONS.filter(({ code }) => {
    const check = checks[code];
    if (!check) throw new Error(`the review does not know the reason ${code}`);
    return check(template, rest, languagesOfTemplates);
  }).toSorted((one, other) => GRAVITY[one.outcome] - GRAVITY[other.outcome]);
}

/** The reason that decides; null: approved as it is. */
export const reviewTemplate = (form: TemplateForm, others: readonly TemplateForm[]): Rejection | null =>
  findingsOf(form, others)[0] ?? null;
