import type { TemplateContent, TemplateValuesInput } from "@nexusone/contracts/template-content";
import { DRAFT, isSendable } from "@nexusone/contracts/template-terms";
import { findTemplate, type TemplateRow } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingTemplate } from "@nexusone/whatsapp/rules";
import {
  renderTemplate,
  sendableTemplate,
  valueProblems,
  type TemplateValues,
  type ValueProblem,
} from "@nexusone/whatsapp/templates";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { replyIds } from "./fill-template.ts";
import { problemSentence, readableText, sentContent } from "./preview-template.ts";

/**
 * A message of an approved template, as the client sends it, and its text for people. It is made of the version that Meta has,
 * whatever is being written meanwhile. Quick replies carry their ids unless the values say otherwise.
 * @throws `templates.not_found`, `templates.not_sendable` {status}, `templates.values_missing` {problem}.
 */
export async function templateMessage(
  tx: MerchantTx,
  ctx: ServiceContext,
  { templateId, values }: { templateId: string; values: TemplateValuesInput },
): Promise<{ message: OutgoingTemplate; text: string }> {
  const { content } = await sendableContent(tx, templateId);
  const made = filledMessage(content, values);
  if ("problem" in made)
    throw new DomainError("templates.values_missing", { problem: problemSentence(made.problem, ctx.locale) });
  return made;
}

/** What Meta has of a template, for who sends it to many. @throws `templates.not_found`, `templates.not_sendable` {status}. */
export async function sendableContent(
  tx: MerchantTx,
  templateId: string,
): Promise<{ readonly row: TemplateRow; readonly content: TemplateContent }> {
  const row = await findTemplate(tx, templateId);
  if (!row || row.state === "archived") throw new DomainError("templates.not_found");
  if (!isSendable(row.status))
    throw new DomainError("templates.not_sendable", { status: (row.status ?? DRAFT).toLowerCase() });
  return { row, content: await sentContent(tx, row) };
}

/** The message with these values and its text for people, or what is wrong with the values first. Pure. */
export function filledMessage(
  content: TemplateContent,
  values: TemplateValuesInput,
): { readonly message: OutgoingTemplate; readonly text: string } | { readonly problem: ValueProblem } {
  const filled = { ...values, buttons: { ...replyIds(content), ...values.buttons } } as TemplateValues;
  const [problem] = valueProblems(content, filled);
  if (problem) return { problem };
  return { message: sendableTemplate(content, filled), text: readableText(renderTemplate(content, filled)) };
}
