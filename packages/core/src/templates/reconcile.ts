import { isDeepStrictEqual } from "node:util";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import type { Environment } from "@nexusone/contracts/cj";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import {
  findVersion,
  insertTemplate,
  listSubmissions,
  lockAccountTemplates,
  updateSubmission,
  updateTemplate,
  type TemplateChange,
  type TemplateRow,
} from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { VendorTemplate } from "@nexusone/whatsapp/client";
import { languageCode, readTemplate } from "@nexusone/whatsapp/templates";
import { addMs, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainJson } from "../imports/plain-text.ts";
import { metaWord, saysTheSame, typeOf } from "./content.ts";
import { keepVersion } from "./create-template.ts";
import { followGone } from "./gone.ts";
import { tellCategory, tellQuality, tellStatus } from "./tell.ts";

/** Who submits is given so long to be answered before a sync says that it did not arrive. */
const ANSWER_MS = 2 * MINUTE_MS;
const NOT_TAKEN: ReasonCode = "templates.not_taken";

/** How things stood before Meta's list was read: only what was there then can be missing from it. */
export type Known = ReadonlyMap<string, { readonly externalId: string | null; readonly statusAt: number | undefined }>;
export const known = (rows: readonly TemplateRow[]): Known =>
  new Map(rows.map(({ id, externalId, statusAt }) => [id, { externalId, statusAt: statusAt?.getTime() }]));

type Reading = {
  readonly account: { readonly environment: Environment; readonly accountId: string };
  /** Meta's whole list, every page of it. */
  readonly listed: readonly VendorTemplate[];
  readonly before: Known;
  readonly readAt: Date;
};

/** Makes our templates of an account agree with Meta's whole list. @returns how many were added, changed and removed. */
export async function reconcile(tx: MerchantTx, ctx: ServiceContext, { account, listed, before, readAt }: Reading) {
  const rows = await lockAccountTemplates(tx, account);
  const byId = new Map(rows.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row] as const])));
  const byName = new Map(rows.map((row) => [`${row.name} ${row.language}`, row]));
  const found = new Set<string>();
  const counts = { added: 0, changed: 0, removed: 0 };
  for (const vendor of listed) {
    const row = byId.get(vendor.id) ?? byName.get(`${vendor.name} ${languageCode(vendor.language)}`);
    if (row) {
      found.add(row.id);
      // A webhook that came while the list was read knows better.
      const overtaken = before.has(row.id) && before.get(row.id)?.statusAt !== row.statusAt?.getTime();
      if (await follow(tx, ctx, row, vendor, overtaken)) counts.changed += 1;
    } else if (await adopt(tx, ctx, account, vendor)) counts.added += 1;
  }
  for (const row of rows) {
    if (found.has(row.id)) continue;
    if (row.externalId !== null && before.get(row.id)?.externalId === row.externalId) {
      await followGone(tx, ctx, row);
      counts.removed += 1;
    } else if (row.externalId === null) await giveUpOpen(tx, ctx, row, readAt);
  }
  return counts;
}

const contentOfVendor = (vendor: VendorTemplate): { content: TemplateContent; unread: unknown[] } => {
  const { template, unread } = readTemplate(vendor);
  const { buttons, ...rest } = template;
  return plainJson({ content: { ...rest, buttons: [...buttons], bindings: {} }, unread }) as ReturnType<
    typeof contentOfVendor
  >; // texts made storable
};

/** One that somebody wrote elsewhere. */
async function adopt(
  tx: MerchantTx,
  ctx: ServiceContext,
  account: Reading["account"],
  vendor: VendorTemplate,
): Promise<boolean> {
  const { content, unread } = contentOfVendor(vendor);
  const row = await insertTemplate(tx, {
    environment: account.environment,
    accountId: account.accountId,
    externalId: vendor.id,
    name: vendor.name,
    language: content.language,
    type: typeOf(content, unread),
    version: 1,
    content,
    unread,
    sentVersion: 1,
    category: metaWord(vendor.category),
    status: metaWord(vendor.status),
    statusReason: vendor.rejectedReason && metaWord(vendor.rejectedReason),
    quality: vendor.quality && metaWord(vendor.quality),
    createdByName: "WhatsApp Manager",
  });
  if (!row) return false;
  await keepVersion(tx, ctx, { templateId: row.id, version: 1, content, source: "meta" });
  const facts = { templateId: row.id, name: row.name, language: row.language };
  await recordEvent(tx, ctx, "template.created", facts, { kind: "template", id: row.id });
  return true;
}

/** @returns whether anything was another than we knew. */
async function follow(
  tx: MerchantTx,
  ctx: ServiceContext,
  row: TemplateRow,
  vendor: VendorTemplate,
  overtaken: boolean,
): Promise<boolean> {
  const words = {
    status: metaWord(vendor.status),
    category: metaWord(vendor.category),
    quality: (vendor.quality && metaWord(vendor.quality)) ?? row.quality,
    statusReason: vendor.rejectedReason && metaWord(vendor.rejectedReason),
  };
  const moved =
    words.status !== row.status ||
    words.category !== row.category ||
    words.quality !== row.quality ||
    row.externalId !== vendor.id;
  const change: TemplateChange = {
    externalId: vendor.id,
    ...(moved && !overtaken && words),
    ...(words.status !== row.status && !overtaken && { advice: null }),
    ...(await arrived(tx, ctx, row)),
  };
  const said = await saidBy(tx, ctx, { ...row, sentVersion: change.sentVersion ?? row.sentVersion }, vendor);
  if (!moved && !said && change.sentVersion === undefined) return false;
  const after = await updateTemplate(tx, row.id, { ...change, ...said });
  await tellStatus(tx, ctx, row, after);
  if (row.category !== null && after.category !== null && after.category !== row.category)
    await tellCategory(tx, ctx, after, { from: row.category, category: after.category, at: null });
  if (row.quality !== null && after.quality !== null && after.quality !== row.quality)
    await tellQuality(tx, ctx, after, { from: row.quality, quality: after.quality });
  return true;
}

/** A submission without an answer: it is there, so it arrived. */
async function arrived(tx: MerchantTx, { platform }: ServiceContext, row: TemplateRow): Promise<TemplateChange> {
  const [last] = await listSubmissions(tx, row.id);
  if (!last || (last.state !== "sending" && last.state !== "unknown")) return {};
  const answeredAt = platform.clock.now();
  await updateSubmission(tx, last.id, { state: "accepted", reason: null, detail: null, answeredAt });
  return { sentVersion: last.version, askedCategory: last.askedCategory, submittedAt: last.sentAt };
}

/** Meta's words become a version of their own when they are not those that we sent. */
async function saidBy(
  tx: MerchantTx,
  ctx: ServiceContext,
  row: TemplateRow,
  vendor: VendorTemplate,
): Promise<TemplateChange | undefined> {
  const { content, unread } = contentOfVendor(vendor);
  const sent = row.sentVersion === null ? undefined : await findVersion(tx, row.id, row.sentVersion);
  const known = sent && saysTheSame(sent.content, content) && isDeepStrictEqual(unread, row.unread);
  if (known) return undefined;
  const version = row.version + 1;
  const merged = withOurs(content, sent?.content ?? row.content);
  await keepVersion(tx, ctx, { templateId: row.id, version, content: merged, source: "meta" });
  return { version, sentVersion: version, content: merged, unread, type: typeOf(merged, unread) };
}

/** What Meta does not keep: ids of replies by their label, what fills a place by its name, how long a message is tried. */
function withOurs(content: TemplateContent, ours: TemplateContent): TemplateContent {
  const ids = new Map(
    ours.buttons.flatMap((one) => (one.type === "quick_reply" && one.id ? [[one.label, one.id]] : [])),
  );
  return {
    ...content,
    buttons: content.buttons.map((button) => {
      const id = button.type === "quick_reply" ? ids.get(button.label) : undefined;
      return id === undefined ? button : { ...button, id };
    }),
    bindings: content.variables === ours.variables ? ours.bindings : {},
    ttlSeconds: ours.ttlSeconds,
  };
}

/** Meta's whole list does not have it: it did not arrive, and can be submitted again. */
async function giveUpOpen(tx: MerchantTx, ctx: ServiceContext, row: TemplateRow, readAt: Date): Promise<void> {
  const [last] = await listSubmissions(tx, row.id);
  if (!last || (last.state !== "unknown" && last.state !== "sending")) return;
  if (last.state === "sending" && addMs(last.sentAt, ANSWER_MS) > readAt) return;
  await updateSubmission(tx, last.id, { state: "refused", reason: NOT_TAKEN, answeredAt: ctx.platform.clock.now() });
}
