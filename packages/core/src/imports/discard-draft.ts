import { DraftInput, type DraftView } from "@nexusone/contracts/imports";
import { findDraft, updateWaitingDraft } from "@nexusone/db/queries/imports-drafts";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { toDraftView } from "./draft-view.ts";

/** Gives a draft up. Safe to repeat; a completed one stays what it is. Throws `draft.not_found`. */
export async function discardDraft(
  ctx: ServiceContext,
  rawInput: z.input<typeof DraftInput>,
): Promise<z.output<typeof DraftView>> {
  authorize(ctx, "catalog:import");
  const { id } = DraftInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const discarded = await updateWaitingDraft(tx, id, { state: "discarded", nextAttemptAt: null });
    const draft = discarded ?? (await findDraft(tx, id));
    if (!draft) throw new DomainError("draft.not_found");
    if (discarded)
      await recordEvent(
        tx,
        ctx,
        "draft.settled",
        { draftId: id, externalId: draft.externalId, state: "discarded", productId: null, reason: null },
        { kind: "draft", id },
      );
    return toDraftView(draft);
  });
}
