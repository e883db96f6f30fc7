import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import { WhatsAppFailure } from "./failure.ts";
import type { TemplateApi, TemplatePage, VendorTemplate } from "./template-port.ts";
import type { Transport } from "./transport.ts";

const FIELDS = "id,name,language,status,category,quality_score,rejected_reason,parameter_format,components";
const PAGE_SIZE = 100;
/** The list is read again from its beginning (facts section 11). */
const BAD_CURSOR = 131059;
// An account has at most 6,000 templates, each in some tens of languages.
const MAX_PAGES = 1_000;

const Row = z
  .looseObject({
    id: field.id,
    name: field.id,
    language: field.id,
    status: field.id,
    category: field.label,
    rejected_reason: field.label,
    parameter_format: field.label,
    components: field.rows.optional(),
  })
  .transform((row): VendorTemplate => ({
    id: row.id,
    name: row.name,
    language: row.language,
    status: row.status.toUpperCase(),
    category: row.category?.toUpperCase() ?? "UNKNOWN",
    quality: field.text(fieldsOf(row.quality_score).score),
    rejectedReason: row.rejected_reason === "NONE" ? null : row.rejected_reason,
    named: row.parameter_format?.toUpperCase() === "NAMED",
    components: row.components ?? [],
    raw: row,
  }));
const Page = z
  .object({ data: z.array(Row), paging: z.unknown().optional() })
  .transform(({ data, paging }): TemplatePage => {
    const { next, cursors } = fieldsOf(paging);
    // `cursors.after` is there on the last page too; `next` is not.
    return { templates: data, next: field.text(next) === null ? null : field.text(fieldsOf(cursors).after) };
  });
const Created = z.object({ id: field.id, status: field.id, category: field.label });
const Done = z.looseObject({});

/** Templates of a WhatsApp business account (facts section 9). */
export function createTemplateApi(transport: Transport, accountId: string, appId: string | undefined): TemplateApi {
  const path = `${encodeURIComponent(accountId)}/message_templates`;

  const list: TemplateApi["list"] = ({ after, limit = PAGE_SIZE } = {}) =>
    transport.ask({ operation: "templates.list", path, query: { fields: FIELDS, limit: String(limit), after } }, Page);

  async function walk(): Promise<VendorTemplate[]> {
    const found: VendorTemplate[] = [];
    const seen = new Set<string>();
    let after: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { templates, next } = await list({ after });
      found.push(...templates);
      if (next === null) return found;
      if (seen.has(next)) break;
      seen.add(next);
      after = next;
    }
    throw transport.fail({ operation: "templates.list" }, "unexpected_reply", { details: "pages without an end" });
  }

  return {
    list,
    listAll: async () => {
      try {
        return await walk();
      } catch (error) {
        if (error instanceof WhatsAppFailure && error.vendorCode === BAD_CURSOR) return walk();
        throw error;
      }
    },
    create: async (template) => {
      const call = { operation: "templates.create", method: "POST", path, json: template, sends: true } as const;
      const { id, status, category } = await transport.ask(call, Created);
      return { id, status: status.toUpperCase(), category: category?.toUpperCase() ?? null };
    },
    edit: async (templateId, { components, category }) => {
      const call = { operation: "templates.edit", method: "POST", path: encodeURIComponent(templateId) } as const;
      await transport.ask({ ...call, json: { components, category } }, Done);
    },
    delete: async ({ name, templateId }) => {
      const query = { name, hsm_id: templateId };
      await transport.ask({ operation: "templates.delete", method: "DELETE", path, query }, Done);
    },
    uploadSample: async ({ bytes, mimeType, filename }) => {
      const operation = "templates.upload_sample";
      if (appId === undefined)
        throw transport.fail({ operation }, "setup_incomplete", { details: "the app id is not known" });
      const query = { file_name: filename, file_length: String(bytes.byteLength), file_type: mimeType };
      const begin = { operation, method: "POST", path: `${encodeURIComponent(appId)}/uploads`, query } as const;
      const { id } = await transport.ask(begin, z.object({ id: field.id }));
      // The session's id ("upload:…?sig=…") is a path with a query of its own.
      const send = {
        operation,
        method: "POST",
        path: id,
        body: bytes,
        headers: { file_offset: "0" },
        media: true,
      } as const;
      return (await transport.ask(send, z.object({ h: field.id }))).h;
    },
  };
}
