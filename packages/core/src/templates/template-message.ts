import type { TemplateValuesInput } from "@nexusone/contracts/template-content";
import { DRAFT, isSendable } from "@nexusone/contracts/template-terms";
import { findTemplate } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingTemplate } from "@nexusone/whatsapp/rules";
import { renderTemplate, sendableTemplate, valueProblems, type TemplateValues } from "@nexusone/whatsapp/templates";
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
  const row = await findTemplate(tx, templateId);
  if (!row || row.state === "archived") throw new DomainError("templates.not_found");
  if (!isSendable(row.status))
    throw new DomainError("templates.not_sendable", { status: (row.status ?? DRAFT).toLowerCase() });
  const content = await sentContent(tx, row);
  const filled = { ...values, buttons: { ...replyIds(content), ...values.buttons } } as TemplateValues;
  const [problem] = valueProblems(content, filled);
  if (problem) throw new DomainError("templates.values_missing", { problem: problemSentence(problem, ctx.locale) });
  return { message: sendableTemplate(content, filled), text: readableText(renderTemplate(content, filled)) };
}
