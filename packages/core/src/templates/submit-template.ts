import type { ReasonCode } from "@nexusone/contracts/reasons";
import { CREATIONS_AN_HOUR, DRAFT, type TemplateCategoryName } from "@nexusone/contracts/template-terms";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import { SubmitTemplateInput, type TemplateView } from "@nexusone/contracts/templates";
import { isUniqueViolation } from "@nexusone/db/errors";
import {
  countCreations,
  insertSubmission,
  listSubmissions,
  updateSubmission,
  updateTemplate,
  type SubmissionRow,
  type TemplateRow,
} from "@nexusone/db/queries/templates";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { WhatsAppFailure, type WhatsAppClient } from "@nexusone/whatsapp/client";
import { templateRequest } from "@nexusone/whatsapp/templates";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, HOUR_MS } from "../clock.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { accountFor, channelOf } from "./accounts.ts";
import { checkContent, othersOf } from "./check.ts";
import { metaWord } from "./content.ts";
import { mustLock } from "./edit-template.ts";
import { tellCategory, tellStatus } from "./tell.ts";
import { obstacleOf, sentCategoryOf, templateView } from "./views.ts";

type Claimed = {
  readonly row: TemplateRow;
  readonly submission: SubmissionRow;
  readonly channel: ChannelRow;
  readonly content: TemplateContent;
};
type Answered =
  | {
      readonly state: "accepted";
      readonly externalId: string;
      readonly status: string;
      readonly category: string | null;
    }
  | { readonly state: "refused" | "unknown"; readonly reason: ReasonCode; readonly detail: string | null };

/**
 * Puts the newest version before Meta: a new template is created, one that is there is edited. What is sent is the version as it is
 * stored, and it is on record before the call. Everything that Meta would refuse by rule is refused here first.
 * `despiteReview`: also what the reviewers would probably reject.
 * @throws `templates.not_found`, `templates.no_account`, `templates.which_account`, `templates.name_taken`,
 *   `templates.has_findings` {problem}, `templates.created_lately`, `templates.refused` {detail}, the reasons of `obstacleOf`, and
 *   those of a number that cannot be reached.
 */
export async function submitTemplate(
  ctx: ServiceContext,
  rawInput: z.input<typeof SubmitTemplateInput>,
): Promise<TemplateView> {
  authorize(ctx, "templates:manage");
  const input = SubmitTemplateInput.parse(rawInput);
  const claimed = await inMerchantTx(ctx, (tx) => claim(tx, ctx, input));
  const answered = await ask(clientOf(ctx, claimed.channel), claimed);
  const view = await inMerchantTx(ctx, (tx) => record(tx, ctx, claimed, answered));
  if (answered.state !== "accepted") throw new DomainError(answered.reason, { detail: answered.detail ?? "" });
  return view;
}

type Asked = z.output<typeof SubmitTemplateInput>;
async function claim(tx: MerchantTx, ctx: ServiceContext, { id, channelId, despiteReview }: Asked): Promise<Claimed> {
  const now = ctx.platform.clock.now();
  const row = await withAccount(tx, await mustLock(tx, id), channelId);
  const channel = await channelOf(tx, row);
  const obstacle = obstacleOf(row, await listSubmissions(tx, id), await sentCategoryOf(tx, row), now);
  if (obstacle) {
    const status = (row.status ?? DRAFT).toLowerCase();
    throw new DomainError(obstacle.reason, { status, at: obstacle.at?.toISOString() ?? "" });
  }
  const existing = (await othersOf(tx, row, id)).map(({ content }) => content);
  const finding = checkContent(row.content, { existing, locale: ctx.locale }).findings.find(
    ({ outcome }) => outcome === "refused" || (outcome === "rejected" && !despiteReview),
  );
  if (finding) throw new DomainError("templates.has_findings", { problem: finding.sentence });
  const kind = row.externalId === null ? "create" : "edit";
  if (kind === "create" && (await countCreations(tx, row, addMs(now, -HOUR_MS))) >= CREATIONS_AN_HOUR)
    throw new DomainError("templates.created_lately");
  const submission = await insertSubmission(tx, {
    templateId: id,
    version: row.version,
    kind,
    state: "sending",
    wasApproved: row.status === "APPROVED",
    askedCategory: row.content.category,
    sentAt: now,
    byName: actorName(ctx.actor),
  });
  return { row, submission, channel, content: row.content };
}

/** What was written before there was an account goes to the one there is now. */
async function withAccount(tx: MerchantTx, row: TemplateRow, channelId: string | undefined): Promise<TemplateRow> {
  if (row.accountId !== null) return row;
  const { environment, accountId } = await accountFor(tx, channelId);
  if (accountId === null) throw new DomainError("templates.no_account");
  try {
    return await updateTemplate(tx, row.id, { environment, accountId });
  } catch (error) {
    if (isUniqueViolation(error, "message_templates_key")) throw new DomainError("templates.name_taken", {}, error);
    throw error;
  }
}

/** The one call, whose end is always an answer. */
async function ask({ templates }: WhatsAppClient, { row, submission, content }: Claimed): Promise<Answered> {
  if (!templates) return { state: "refused", reason: "templates.no_account", detail: null };
  const request = templateRequest(content);
  try {
    if (submission.kind === "create") {
      const { id, status, category } = await templates.create(request);
      return { state: "accepted", externalId: id, status: metaWord(status), category: category && metaWord(category) };
    }
    const externalId = row.externalId ?? "";
    // That of an approved one is fixed.
    const category = row.status === "APPROVED" ? undefined : request.category;
    await templates.edit(externalId, { components: request.components, ...(category !== undefined && { category }) });
    return { state: "accepted", externalId, status: "PENDING", category: null };
  } catch (error) {
    if (!(error instanceof WhatsAppFailure)) throw error;
    if (error.kind === "unknown_outcome") return { state: "unknown", reason: "templates.outcome_open", detail: null };
    const refused = error.kind === "rejected" || error.kind === "template_unusable";
    const reason = refused ? "templates.refused" : failureReason(error.kind);
    return { state: "refused", reason, detail: error.details ?? error.reason };
  }
}

async function record(
  tx: MerchantTx,
  ctx: ServiceContext,
  { row: before, submission }: Claimed,
  answered: Answered,
): Promise<TemplateView> {
  const now = ctx.platform.clock.now();
  const row = await mustLock(tx, before.id);
  if (answered.state !== "accepted") {
    const { state, reason, detail } = answered;
    await updateSubmission(tx, submission.id, { state, reason, detail, answeredAt: now });
    return templateView(tx, ctx, row);
  }
  await updateSubmission(tx, submission.id, { state: "accepted", answeredAt: now });
  const asked: TemplateCategoryName = submission.askedCategory;
  const category = answered.category ?? (submission.kind === "edit" ? row.category : asked);
  // The webhook can be faster than the answer: what it told is newer.
  const overtaken = row.statusAt?.getTime() !== before.statusAt?.getTime();
  const after = await updateTemplate(tx, row.id, {
    externalId: answered.externalId,
    askedCategory: asked,
    sentVersion: submission.version,
    submittedAt: submission.sentAt,
    ...(!overtaken && { status: answered.status, statusReason: null, advice: null, category }),
  });
  const facts = { templateId: row.id, name: row.name, language: row.language };
  const told = { ...facts, version: submission.version, kind: submission.kind };
  await recordEvent(tx, ctx, "template.submitted", told, { kind: "template", id: row.id });
  if (!overtaken) {
    await tellStatus(tx, ctx, row, after);
    if (answered.category !== null && answered.category !== asked)
      await tellCategory(tx, ctx, after, { from: asked, category: answered.category, at: null });
  }
  return templateView(tx, ctx, after);
}
