import { z } from "zod";
import { reviewTemplate } from "../review/review.ts";
import type { Json } from "../model.ts";
import type { StoredTemplate, Verdict } from "../templates.ts";
import { GraphRefusal, invalid, missing, noObject } from "./errors.ts";
import { jsonOf, managedAccount, readGraph, type GraphCall } from "./request.ts";

const CATEGORIES = ["AUTHENTICATION", "MARKETING", "UTILITY"] as const;
const Category = z
  .string()
  .transform((word) => word.toUpperCase())
  .pipe(z.enum(CATEGORIES));
const Components = z.array(z.record(z.string(), z.unknown())).min(1);
const Creation = z.looseObject({
  name: z.string().min(1),
  language: z.string().min(1),
  category: Category,
  parameter_format: z.string().optional(),
  message_send_ttl_seconds: z.int().optional(),
  components: Components,
});
const Edit = z.object({ components: Components, category: Category.optional() });
const CREATIONS_AN_HOUR = 100;
const PAGE_SIZE = 25;
const DAY_MS = 86_400_000;

/** `POST /{account}/message_templates`: what has a wrong form is refused at once, the rest is reviewed. */
export function createTemplate(call: GraphCall): Json {
  const { whatsapp } = call;
  const account = managedAccount(call);
  const given = readGraph(Creation, jsonOf(call));
  if (whatsapp.templates.createdLately(account.id) >= CREATIONS_AN_HOUR)
    throw new GraphRefusal(80007, "At most 100 templates can be created in an hour.");
  const existing = whatsapp.templates.of(account.id);
  if (existing.length >= account.templateLimit)
    throw new GraphRefusal(100, "The account has as many templates as it may have.", 2388042);
  if (whatsapp.templates.isBlocked(account.id, given.name))
    throw new GraphRefusal(100, "The name of a deleted template can be used again after 30 days.", 2388023);
  const named = given.parameter_format?.toUpperCase() === "NAMED";
  const ttlSeconds = given.message_send_ttl_seconds ?? null;
  const fields = {
    name: given.name,
    language: given.language,
    category: given.category,
    named,
    components: given.components,
    ttlSeconds,
  };
  const template = whatsapp.templates.create(account, fields, judge(fields, existing));
  return { id: template.id, status: template.status, category: template.category };
}

/** Refuses, or says what the review will find. */
function judge(
  template: Omit<Parameters<typeof reviewTemplate>[0], "id">,
  existing: readonly StoredTemplate[],
  id = "",
): Verdict {
  const finding = reviewTemplate({ ...template, id }, existing);
  if (!finding) return null;
  const { outcome, sentence, remedy, metaCode, metaReason } = finding;
  // Without a known subcode Meta's general "invalid parameter" it is.
  if (outcome === "refused") throw new GraphRefusal(100, sentence, metaCode ?? 2388073);
  return outcome === "rejected"
    ? { reason: metaReason ?? "INVALID_FORMAT", because: sentence, advice: remedy }
    : { category: "MARKETING" };
}

/** `POST /{template}`: only approved, rejected and paused ones; an approved one once a day and ten times a month. */
export function editTemplate(call: GraphCall): Json {
  const { whatsapp } = call;
  const template = templateOf(call);
  const change = readGraph(Edit, jsonOf(call));
  if (!["APPROVED", "REJECTED", "PAUSED"].includes(template.status))
    throw new GraphRefusal(100, `A template that is ${template.status} cannot be edited.`, 2593002);
  if (template.status === "APPROVED") {
    const now = whatsapp.clock.now();
    const within = (ms: number): number => template.editedAt.filter((at) => now - at < ms).length;
    if (change.category !== undefined && change.category !== template.category)
      throw new GraphRefusal(100, "The category of an approved template cannot be changed.", 2593003);
    if (within(DAY_MS) >= 1 || within(30 * DAY_MS) >= 10)
      throw new GraphRefusal(
        100,
        "An approved template can be edited once in 24 hours and 10 times in 30 days.",
        2593004,
      );
  }
  const others = whatsapp.templates.of(template.accountId).filter(({ id }) => id !== template.id);
  const verdict = judge(
    { ...template, ...change, category: change.category ?? template.category },
    others,
    template.id,
  );
  whatsapp.templates.edit(template, change, verdict);
  return { success: true, id: template.id };
}

/** All languages of a name, or the one with `hsm_id`. */
export function deleteTemplates(call: GraphCall): Json {
  const account = managedAccount(call);
  const { name, hsm_id } = call.query;
  if (name === undefined) throw missing("name");
  const { templates } = call.whatsapp;
  const found = templates
    .of(account.id)
    .filter((one) => one.name === name && (hsm_id === undefined || one.id === hsm_id));
  if (found.length === 0) throw new GraphRefusal(100, `There is no template ${name}.`, 2593002);
  for (const template of found) templates.delete(template);
  return { success: true };
}

/** By cursor, 25 unless asked for more; `paging.next` is missing on the last page only. */
export function listTemplates(call: GraphCall): Json {
  const account = managedAccount(call);
  const { after, limit, fields, name, status, ...rest } = call.query;
  const size = limit === undefined ? PAGE_SIZE : Number(limit);
  if (!Number.isInteger(size) || size < 1) throw invalid("limit: a whole number above 0");
  const all = call.whatsapp.templates
    .of(account.id)
    .filter(
      (one) =>
        (name === undefined || one.name === name) && (status === undefined || one.status === status.toUpperCase()),
    );
  const from = after === undefined ? 0 : all.findIndex(({ id }) => cursorOf(id) === after) + 1;
  if (after !== undefined && from === 0) throw new GraphRefusal(131059, "The cursor is not valid any more.");
  const page = all.slice(from, from + Math.min(size, 1_000));
  const [first] = page;
  const last = page.at(-1);
  if (!first || !last) return { data: [] };
  const cursors = { before: cursorOf(first.id), after: cursorOf(last.id) };
  const query = new URLSearchParams({
    ...rest,
    ...(fields !== undefined && { fields }),
    limit: String(size),
    after: cursors.after,
  });
  const isLast = from + page.length >= all.length;
  const next = `${call.whatsapp.url()}/graph/v24.0/${account.id}/message_templates?${query}`;
  return { data: page.map((one) => viewOf(one, fields)), paging: { cursors, ...(!isLast && { next }) } };
}

export function showTemplate(call: GraphCall): Json {
  return viewOf(templateOf(call), call.query["fields"]);
}

const cursorOf = (id: string): string => Buffer.from(`cursor:${id}`).toString("base64url");

function templateOf(call: GraphCall): StoredTemplate {
  const [id = ""] = call.path;
  const template = call.whatsapp.templates.get(id);
  if (!template) throw noObject(id);
  managedAccount(call, template.accountId);
  return template;
}

function viewOf(
  template: StoredTemplate,
  fields = "name,parameter_format,components,language,status,category,id",
): Json {
  const all: Json = {
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    quality_score: { score: template.quality, date: Math.floor(template.createdAt / 1_000) },
    rejected_reason: template.rejectedReason,
    parameter_format: template.named ? "NAMED" : "POSITIONAL",
    components: template.components,
    ...(template.ttlSeconds !== null && { message_send_ttl_seconds: template.ttlSeconds }),
  };
  return {
    ...Object.fromEntries(fields.split(",").flatMap((name) => (name in all ? [[name, all[name]]] : []))),
    id: template.id,
  };
}
