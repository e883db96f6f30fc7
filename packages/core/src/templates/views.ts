import {
  APPROVED_EDITS_A_DAY,
  APPROVED_EDITS_A_MONTH,
  DRAFT,
  isEditableAtMeta,
  isSendable,
} from "@nexusone/contracts/template-terms";
import {
  TemplateLine,
  TemplateView,
  type SubmissionView,
  type TemplateLine as Line,
  type TemplateView as View,
} from "@nexusone/contracts/templates";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import {
  findTemplate,
  findVersion,
  listNamesakes,
  listSubmissions,
  listVersions,
  type SubmissionRow,
  type TemplateRow,
} from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { refusalOf } from "../authorize.ts";
import { businessConfigOf } from "../channels/business-config.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { checkContent, othersOf } from "./check.ts";
import { placesIn } from "./content.ts";

const BODY_SHOWN = 300;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Who may not manage templates sees those in use (AUT-08). */
export const seesArchived = ({ actor }: ServiceContext): boolean => refusalOf(actor, "templates:manage") === undefined;

/** @throws `templates.not_found`, also for an archived one that the actor may not see. */
export async function mustFind(tx: MerchantTx, ctx: ServiceContext, id: string): Promise<TemplateRow> {
  const row = await findTemplate(tx, id);
  if (!row || (row.state === "archived" && !seesArchived(ctx))) throw new DomainError("templates.not_found");
  return row;
}

export const lineOf = (row: TemplateRow): Line =>
  TemplateLine.parse({
    ...row,
    status: row.status ?? DRAFT,
    category: row.category ?? row.askedCategory ?? row.content.category,
    nextCategoryAt: iso(row.nextCategoryAt),
    body: [...row.content.body].slice(0, BODY_SHOWN).join(""),
    variables: [...new Set(placesIn(row.content).map((place) => place.slice(place.indexOf(".") + 1)))],
    buttons: row.content.buttons.map((button) => ({
      id: button.type === "quick_reply" ? (button.id ?? null) : null,
      label: "label" in button ? button.label : "",
    })),
    unsubmitted: row.sentVersion !== row.version,
    sendable: row.state === "active" && isSendable(row.status),
    updatedAt: row.updatedAt.toISOString(),
  });

/** Of approved ones Meta takes one change a day and ten a month. */
export function editsOf(submissions: readonly SubmissionRow[], now: Date) {
  const counted = submissions
    .filter(({ kind, state, wasApproved }) => kind === "edit" && wasApproved && state !== "refused")
    .map(({ sentAt }) => sentAt)
    .toSorted((a, b) => b.getTime() - a.getTime());
  const since = (ms: number): Date[] => counted.filter((at) => at > addMs(now, -ms));
  const [day, month] = [since(DAY_MS), since(30 * DAY_MS)];
  const dayFull = day.length >= APPROVED_EDITS_A_DAY ? day[APPROVED_EDITS_A_DAY - 1] : undefined;
  const monthFull = month.length >= APPROVED_EDITS_A_MONTH ? month[APPROVED_EDITS_A_MONTH - 1] : undefined;
  const free = [dayFull && addMs(dayFull, DAY_MS), monthFull && addMs(monthFull, 30 * DAY_MS)].filter(
    (at) => at !== undefined,
  );
  return {
    left: {
      day: Math.max(0, APPROVED_EDITS_A_DAY - day.length),
      month: Math.max(0, APPROVED_EDITS_A_MONTH - month.length),
    },
    /** When the next is taken; undefined: now. */
    from: free.length === 0 ? undefined : new Date(Math.max(...free.map((at) => at.getTime()))),
  };
}

export type Obstacle = { readonly reason: ReasonCode; readonly at: Date | null };
/** Why the newest version cannot be put before Meta now, said before trying. Pure. */
export function obstacleOf(
  row: TemplateRow,
  submissions: readonly SubmissionRow[],
  sentCategory: string | undefined,
  now: Date,
): Obstacle | null {
  const stop = (reason: ReasonCode, at: Date | null = null): Obstacle => ({ reason, at });
  if (row.unread.length > 0) return stop("templates.foreign_parts");
  if (submissions.some(({ state }) => state === "sending" || state === "unknown"))
    return stop("templates.outcome_open");
  if (row.status === null) return null;
  if (row.sentVersion === row.version) return stop("templates.nothing_new");
  if (row.status === "PENDING" || row.status === "IN_APPEAL") return stop("templates.under_review");
  if (!isEditableAtMeta(row.status)) return stop("templates.not_changeable");
  if (row.status !== "APPROVED") return null;
  if (sentCategory !== undefined && sentCategory !== row.content.category) return stop("templates.category_fixed");
  const { from } = editsOf(submissions, now);
  return from ? stop("templates.edited_lately", from) : null;
}

/** The category that was asked for the version that Meta has. */
export async function sentCategoryOf(tx: MerchantTx, row: TemplateRow): Promise<string | undefined> {
  if (row.sentVersion === null) return undefined;
  return (await findVersion(tx, row.id, row.sentVersion))?.content.category;
}

const submissionView = (row: SubmissionRow): SubmissionView => ({
  ...row,
  sentAt: row.sentAt.toISOString(),
  decidedAt: iso(row.decidedAt),
});

/** A template with its history, what Meta would find in it, and whether it can be submitted now. */
export async function templateView(tx: MerchantTx, ctx: ServiceContext, row: TemplateRow): Promise<View> {
  const now = ctx.platform.clock.now();
  const [versions, submissions, namesakes, others, sentCategory, { stopWords }] = await Promise.all([
    listVersions(tx, row.id),
    listSubmissions(tx, row.id),
    listNamesakes(tx, row, row.name),
    othersOf(tx, row, row.id),
    sentCategoryOf(tx, row),
    businessConfigOf(tx),
  ]);
  const obstacle = obstacleOf(row, submissions, sentCategory, now);
  const siblings = namesakes.filter((one) => one.id !== row.id && (one.state === "active" || seesArchived(ctx)));
  return TemplateView.parse({
    ...row,
    ...lineOf(row),
    disableAt: iso(row.disableAt),
    submittedAt: iso(row.submittedAt),
    locked: row.unread.length > 0 ? ("templates.foreign_parts" satisfies ReasonCode) : null,
    submit: obstacle && { reason: obstacle.reason, at: iso(obstacle.at) },
    editsLeft: row.status === "APPROVED" ? editsOf(submissions, now).left : null,
    check: checkContent(row.content, {
      existing: others.map(({ content }) => content),
      unread: row.unread,
      stopWords,
      locale: ctx.locale,
    }),
    siblings: siblings.map(({ id, language, status }) => ({ id, language, status: status ?? DRAFT })),
    versions: versions.map((one) => ({ ...one, at: one.at.toISOString() })),
    submissions: submissions.map(submissionView),
  });
}
