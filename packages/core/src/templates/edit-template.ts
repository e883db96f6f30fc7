import { isDeepStrictEqual } from "node:util";
import { ArchiveTemplateInput, EditTemplateInput, type TemplateView } from "@nexusone/contracts/templates";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import { lockTemplate, updateTemplate, type TemplateRow } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainJson } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { contentOf, typeOf } from "./content.ts";
import { keepVersion } from "./create-template.ts";
import { templateView } from "./views.ts";

/**
 * Writes a new version; what Meta has stays what is sent until the new one is submitted and approved. The same words again are no
 * version. Name and language stay: another name is another template.
 * @throws `templates.not_found`, `templates.changed_meanwhile`, `templates.foreign_parts`.
 */
export async function editTemplate(
  ctx: ServiceContext,
  rawInput: z.input<typeof EditTemplateInput>,
): Promise<TemplateView> {
  authorize(ctx, "templates:manage");
  const { id, version, ...change } = EditTemplateInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const row = await mustLock(tx, id);
    if (row.version !== version) throw new DomainError("templates.changed_meanwhile");
    if (row.unread.length > 0) throw new DomainError("templates.foreign_parts");
    const { variables: _form, ...kept } = row.content;
    const content = plainJson(contentOf({ ...kept, ...change })) as TemplateContent; // the same shape, its texts storable
    if (isDeepStrictEqual(content, row.content)) return templateView(tx, ctx, row);
    const next = row.version + 1;
    const after = await updateTemplate(tx, id, { version: next, content, type: typeOf(content, []) });
    await keepVersion(tx, ctx, { templateId: id, version: next, content, source: "person" });
    const facts = { templateId: id, name: row.name, language: row.language };
    await recordEvent(tx, ctx, "template.edited", { ...facts, version: next }, { kind: "template", id });
    return templateView(tx, ctx, after);
  });
}

/** Takes a template out of use here, or back into it; at Meta nothing changes. @throws `templates.not_found`. */
export async function archiveTemplate(
  ctx: ServiceContext,
  rawInput: z.input<typeof ArchiveTemplateInput>,
): Promise<TemplateView> {
  authorize(ctx, "templates:manage");
  const { id, archived } = ArchiveTemplateInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const row = await mustLock(tx, id);
    const state = archived ? "archived" : "active";
    if (row.state === state) return templateView(tx, ctx, row);
    const after = await updateTemplate(tx, id, { state });
    const facts = { templateId: id, name: row.name, language: row.language };
    await recordEvent(tx, ctx, "template.archived", { ...facts, archived }, { kind: "template", id });
    return templateView(tx, ctx, after);
  });
}

/** @throws `templates.not_found`. */
export async function mustLock(tx: MerchantTx, id: string): Promise<TemplateRow> {
  const row = await lockTemplate(tx, id);
  if (!row) throw new DomainError("templates.not_found");
  return row;
}
