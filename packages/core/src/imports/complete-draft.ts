import type { ReasonCode } from "@nexusone/contracts/reasons";
import { claimDraft, findDraft, updateWaitingDraft, type DraftRow } from "@nexusone/db/queries/imports-drafts";
import type { PriceRuleSchema } from "@nexusone/contracts/pricing";
import { z } from "zod";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError, DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { isPassingFailure } from "../suppliers/find-supplier.ts";
import { inMerchantTx } from "../transaction.ts";
import { commitImport } from "./commit-import.ts";
import { jobContext, type Importer } from "./importer.ts";
import { previewImport } from "./preview-import.ts";

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = HOUR_MS;
/** After about two weeks of silence nobody expects it any more. */
const MOST_ATTEMPTS = 330;
/** How long an attempt may take before another may begin: its process may have died. */
const ATTEMPT_MS = 2 * MINUTE_MS;

/** 30 s, then twice as long each time, at most an hour. */
export const waitAfter = (attempts: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));

/**
 * Tries to import a waiting draft from CJ's own answer. While CJ does not answer the next attempt is set on the row and
 * enqueued; any other outcome settles the draft. Safe to repeat: an attempt in progress is left alone, and an import that was
 * committed before a crash is found as the product it made.
 */
export const completeDraft = defineJob({
  name: "complete-draft",
  payload: jobPayload({ draftId: z.uuid() }),
  attempts: 10,
  handle: async (platform, { merchantId, draftId }) => {
    const nobody: Importer = { userId: null, name: "", extensionSessionId: null };
    const found = await inMerchantTx(jobContext(platform, merchantId, "complete-draft", nobody), (tx) =>
      findDraft(tx, draftId),
    );
    if (found?.state !== "waiting") return;
    const { userId, userName, extensionSessionId } = found;
    const ctx = jobContext(platform, merchantId, "complete-draft", {
      userId: userId as Importer["userId"], // our own uuid column
      name: userName,
      extensionSessionId,
    });
    const now = platform.clock.now();
    const draft = await inMerchantTx(ctx, (tx) => claimDraft(tx, draftId, now, addMs(now, ATTEMPT_MS)));
    if (!draft) return waitFor(ctx, found, null, found.nextAttemptAt ?? addMs(now, ATTEMPT_MS));
    const outcome = await attempt(ctx, draft);
    failpoint("draft.before_settle");
    if (outcome.state === "waiting" && draft.attempts < MOST_ATTEMPTS)
      await waitFor(ctx, draft, outcome.reason, addMs(platform.clock.now(), waitAfter(draft.attempts)));
    else await settle(ctx, draft, outcome.state === "waiting" ? { ...outcome, state: "failed" } : outcome);
  },
});

type Outcome = {
  state: "waiting" | "completed" | "failed";
  reason: ReasonCode | null;
  productId: string | null;
};

async function attempt(ctx: ServiceContext, draft: DraftRow): Promise<Outcome> {
  try {
    const preview = await previewImport(
      ctx,
      {
        items: [
          {
            ref: draft.externalId,
            ...(draft.supplier && { supplier: draft.supplier }),
            ...(draft.priceRule && { priceRule: draft.priceRule as z.input<typeof PriceRuleSchema> }),
            ...(draft.prices && { prices: draft.prices }),
            ...(draft.categoryName && { categoryName: draft.categoryName }),
            tags: draft.tags,
          },
        ],
      },
      "draft",
    );
    const [row] = preview.rows;
    if (row?.status === "excluded")
      throw new DomainError((row.reason ?? "request.internal") as ReasonCode, row.reasonDetails); // reasons of the registry
    const [done] = (await commitImport(ctx, { previewId: preview.id })).rows;
    if (done?.state !== "imported")
      throw new DomainError((done?.reason ?? "request.internal") as ReasonCode, done?.reasonDetails ?? {});
    return { state: "completed", reason: null, productId: done.productId };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const existing = error.details["productId"];
    // By an earlier attempt that died before it could say so, or by hand meanwhile: the product is there.
    if (error.reason === "catalog.already_imported" && typeof existing === "string")
      return { state: "completed", reason: null, productId: existing };
    return { state: isPassingFailure(error) ? "waiting" : "failed", reason: error.reason, productId: null };
  }
}

async function waitFor(ctx: ServiceContext, draft: DraftRow, reason: ReasonCode | null, at: Date): Promise<void> {
  const waitMs = Math.max(1_000, at.getTime() - ctx.platform.clock.now().getTime());
  await inMerchantTx(ctx, async (tx) => {
    const kept = await updateWaitingDraft(tx, draft.id, {
      nextAttemptAt: at,
      ...(reason !== null && { reason }),
    });
    if (kept?.state !== "waiting") return;
    await ctx.platform.jobs.enqueue(
      tx,
      ctx.merchantId,
      completeDraft,
      { merchantId: ctx.merchantId, draftId: draft.id },
      // The queue runs on real time, the row on the business clock; both wait equally long.
      { startAfter: new Date(Date.now() + waitMs) },
    );
  });
}

async function settle(ctx: ServiceContext, draft: DraftRow, outcome: Outcome): Promise<void> {
  const { state, reason, productId } = outcome;
  if (state === "waiting") throw new Error("a waiting draft is not settled");
  await inMerchantTx(ctx, async (tx) => {
    const settled = await updateWaitingDraft(tx, draft.id, { state, reason, productId, nextAttemptAt: null });
    if (!settled) return;
    await recordEvent(
      tx,
      ctx,
      "draft.settled",
      { draftId: draft.id, externalId: draft.externalId, state, productId, reason },
      { kind: "draft", id: draft.id },
    );
  });
}
