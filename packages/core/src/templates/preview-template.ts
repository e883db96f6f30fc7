import { fill, type Locale, type Sentence } from "@nexusone/contracts/locale";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import { isRightToLeft } from "@nexusone/contracts/template-terms";
import { PreviewTemplateInput, type TemplatePreview } from "@nexusone/contracts/templates";
import { findVersion, type TemplateRow } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { renderTemplate, valueProblems, type TemplateValues, type ValueProblem } from "@nexusone/whatsapp/templates";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { fillTemplate, wantedBy } from "./fill-template.ts";
import { knownValues } from "./known-values.ts";
import { mustFind } from "./views.ts";

/**
 * How a template looks with what is known of a contact and an order, in the template's language, with values somebody gives, and
 * with its examples for the rest. `values` are ready for a send when there are no problems.
 * @throws `templates.not_found`, `contacts.not_found`, `orders.not_found`.
 */
export async function previewTemplate(
  ctx: ServiceContext,
  rawInput: z.input<typeof PreviewTemplateInput>,
): Promise<TemplatePreview> {
  authorize(ctx, "templates:read");
  const { variables, contactId, orderId, samples, ...of } = PreviewTemplateInput.parse(rawInput);
  if (contactId !== undefined) authorize(ctx, "contacts:read");
  if (orderId !== undefined) authorize(ctx, "orders:read");
  return inMerchantTx(ctx, async (tx) => {
    const content = of.content ?? (await keptContent(tx, ctx, of));
    const wanted = wantedBy(content);
    const data = await knownValues(tx, ctx, { contactId, orderId, language: content.language, wanted });
    const { places, values } = fillTemplate(content, { given: variables, data, samples });
    const rendered = renderTemplate(content, values);
    const problems = valueProblems(content, values as TemplateValues);
    return {
      ...rendered,
      text: readableText(rendered),
      direction: isRightToLeft(content.language) ? "rtl" : "ltr",
      values,
      places,
      problems: problems.map((problem) => ({ ...problem, sentence: problemSentence(problem, ctx.locale) })),
    };
  });
}

type Kept = Pick<z.output<typeof PreviewTemplateInput>, "templateId" | "sent">;
async function keptContent(tx: MerchantTx, ctx: ServiceContext, { templateId, sent }: Kept): Promise<TemplateContent> {
  const row = await mustFind(tx, ctx, templateId ?? "");
  return sent ? sentContent(tx, row) : row.content;
}

/** The words that Meta has, which are what is sent. */
export async function sentContent(tx: MerchantTx, row: TemplateRow): Promise<TemplateContent> {
  if (row.sentVersion === null || row.sentVersion === row.version) return row.content;
  return (await findVersion(tx, row.id, row.sentVersion))?.content ?? row.content;
}

/** A message of it as one can read and search it. */
export const readableText = ({
  header,
  body,
  footer,
}: Pick<ReturnType<typeof renderTemplate>, "header" | "body" | "footer">) =>
  [header, body, footer].filter(Boolean).join("\n");

const PROBLEMS: Record<ValueProblem["code"], Sentence> = {
  missing: { en: "{part} has no value.", fr: "{part} n'a pas de valeur." },
  line_break: { en: "{part} has a line break.", fr: "{part} contient un retour à la ligne." },
  many_spaces: {
    en: "{part} has more than four spaces in a row.",
    fr: "{part} contient plus de quatre espaces de suite.",
  },
  too_long: {
    en: "With these values the text has more than 1024 characters.",
    fr: "Avec ces valeurs, le texte dépasse 1024 caractères.",
  },
  unused: { en: "{part} is no variable of this template.", fr: "{part} n'est pas une variable de ce modèle." },
};
export const problemSentence = ({ code, part }: ValueProblem, locale: Locale): string =>
  fill(PROBLEMS[code][locale], { part: part.slice(part.indexOf(".") + 1) });
