import {
  listSubmissions,
  lockToldTemplate,
  updateSubmission,
  updateTemplate,
  type TemplateChange,
  type TemplateRow,
} from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ItemBase, TemplateItem } from "@nexusone/whatsapp/webhook";
import { languageCode } from "@nexusone/whatsapp/templates";
import type { ServiceContext } from "../context.ts";
import { metaWord } from "./content.ts";
import { followGone } from "./gone.ts";
import { readAgainSoon } from "./sync-job.ts";
import { tellCategory, tellQuality, tellStatus } from "./tell.ts";

export type ToldTemplate = TemplateItem & Pick<ItemBase, "channel" | "at">;

const GONE = new Set(["DELETED", "PENDING_DELETION"]);
/** Ends a review. */
const DECIDED = new Set(["APPROVED", "REJECTED"]);

/**
 * What Meta tells of a template, in the transaction of whoever follows webhooks. Safe to repeat; news older than what is known
 * changes nothing. A template that is not here, and words that changed, are read from Meta soon.
 */
export async function followTemplateItem(tx: MerchantTx, ctx: ServiceContext, item: ToldTemplate): Promise<void> {
  const { accountId } = item.channel;
  if (accountId === null) return;
  const { templateId, name, language } = item.template;
  const told = { accountId, externalId: templateId, name, language: language && languageCode(language) };
  const row = await lockToldTemplate(tx, told);
  if (!row || item.change === "components") return readAgainSoon(tx, ctx, accountId);
  if (item.change === "status") return followStatus(tx, ctx, row, item);
  if (item.change === "quality") return followQuality(tx, ctx, row, metaWord(item.current));
  return followCategory(tx, ctx, row, item);
}

type StatusItem = Extract<ToldTemplate, { change: "status" }>;
async function followStatus(tx: MerchantTx, ctx: ServiceContext, row: TemplateRow, item: StatusItem): Promise<void> {
  if (item.at && row.statusAt && item.at < row.statusAt) return;
  const status = metaWord(item.status);
  if (GONE.has(status)) {
    // Of one that was submitted anew since, this is the end of the one before.
    if (row.externalId !== null && row.externalId === item.template.templateId) await followGone(tx, ctx, row);
    return;
  }
  const pause = item.pause && [item.pause.title, item.pause.description].filter(Boolean).join(": ");
  const category = item.category === null ? row.category : metaWord(item.category);
  const after = await updateTemplate(tx, row.id, {
    externalId: row.externalId ?? item.template.templateId,
    status,
    statusAt: item.at ?? row.statusAt,
    statusReason: item.reason && metaWord(item.reason),
    advice: item.advice ?? pause ?? null,
    disableAt: item.disableAt,
    category,
    ...(await settleReview(tx, ctx, row, status, item.reason)),
  });
  await tellStatus(tx, ctx, row, after);
  if (category !== null && row.category !== null && category !== row.category)
    await tellCategory(tx, ctx, after, { from: row.category, category, at: null });
}

/** How the review of the last submission ended; one whose answer got lost has arrived after all. */
async function settleReview(
  tx: MerchantTx,
  { platform }: ServiceContext,
  row: TemplateRow,
  status: string,
  reason: string | null,
): Promise<TemplateChange> {
  const [last] = await listSubmissions(tx, row.id);
  if (!last || last.state === "refused") return {};
  const isOpen = last.state !== "accepted";
  const decided = DECIDED.has(status) && last.outcome === null;
  if (!isOpen && !decided) return {};
  const now = platform.clock.now();
  await updateSubmission(tx, last.id, {
    ...(isOpen && { state: "accepted", reason: null, detail: null, answeredAt: now }),
    ...(decided && { outcome: status, outcomeReason: reason, decidedAt: now }),
  });
  return isOpen ? { sentVersion: last.version, askedCategory: last.askedCategory, submittedAt: last.sentAt } : {};
}

async function followQuality(tx: MerchantTx, ctx: ServiceContext, row: TemplateRow, quality: string): Promise<void> {
  if (row.quality === quality) return;
  await updateTemplate(tx, row.id, { quality });
  await tellQuality(tx, ctx, row, { from: row.quality, quality });
}

type CategoryItem = Extract<ToldTemplate, { change: "category" }>;
/** Announced, the present category holds for another day; done, it is the new one. */
async function followCategory(
  tx: MerchantTx,
  ctx: ServiceContext,
  row: TemplateRow,
  item: CategoryItem,
): Promise<void> {
  const current = metaWord(item.current);
  if (item.stage === "announced") {
    const next = item.next && metaWord(item.next);
    if (!next || (row.nextCategory === next && row.nextCategoryAt?.getTime() === item.effectiveAt?.getTime())) return;
    await updateTemplate(tx, row.id, { category: current, nextCategory: next, nextCategoryAt: item.effectiveAt });
    await tellCategory(tx, ctx, row, { from: current, category: next, at: item.effectiveAt });
    return;
  }
  await updateTemplate(tx, row.id, { category: current, nextCategory: null, nextCategoryAt: null });
  const from = (item.previous && metaWord(item.previous)) ?? row.category;
  if (row.category !== current)
    await tellCategory(tx, ctx, row, { from: from ?? current, category: current, at: null });
}
