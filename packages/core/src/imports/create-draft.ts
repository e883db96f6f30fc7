import type { SupplierId } from "@nexusone/contracts/ids";
import { CreateDraftInput, type DraftView } from "@nexusone/contracts/imports";
import { asPriceRule } from "@nexusone/contracts/pricing";
import { findWaitingDraftOf, insertDraft } from "@nexusone/db/queries/imports-drafts";
import { findImported } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { completeDraft } from "./complete-draft.ts";
import { toDraftView, type Reading } from "./draft-view.ts";
import { importerOf } from "./importer.ts";
import { plainJson } from "./plain-text.ts";

/**
 * Keeps what the extension read of a page while the supplier does not answer, and a job that imports the product once it does.
 * One waiting draft per product: a second call returns the first. The reading is never trusted: the supplier's own answer is
 * imported.
 * @throws `import.url_unknown`, `catalog.already_imported` {productId}.
 */
export async function createDraft(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateDraftInput>,
): Promise<z.output<typeof DraftView>> {
  authorize(ctx, "catalog:import");
  const { reading, priceRule, prices, categoryName, tags } = CreateDraftInput.parse(rawInput);
  const { supplier, externalId } = productOf(ctx, reading);
  const importer = importerOf(ctx.actor);
  return inMerchantTx(ctx, async (tx) => {
    const productId = (await findImported(tx, supplier, [externalId])).get(externalId);
    if (productId) throw new DomainError("catalog.already_imported", { productId, externalId });
    const waiting = await findWaitingDraftOf(tx, supplier, externalId);
    if (waiting) return toDraftView(waiting);
    const draft = await insertDraft(tx, {
      supplier,
      externalId,
      reading: plainJson(reading),
      priceRule: priceRule ? asPriceRule(priceRule) : null,
      prices: prices ?? null,
      categoryName: categoryName ?? null,
      tags: tags ?? [],
      state: "waiting",
      userId: importer.userId,
      userName: importer.name,
      extensionSessionId: importer.extensionSessionId,
      createdAt: ctx.platform.clock.now(),
    });
    await recordEvent(tx, ctx, "draft.created", { draftId: draft.id, externalId }, { kind: "draft", id: draft.id });
    await ctx.platform.jobs.enqueue(
      tx,
      ctx.merchantId,
      completeDraft,
      { merchantId: ctx.merchantId, draftId: draft.id },
      { interactive: true },
    );
    failpoint("draft.after_create");
    return toDraftView(draft);
  });
}

/** Whose product the page shows. Its address is shown as a link: only a page its supplier knows as this product's qualifies. */
function productOf(ctx: ServiceContext, reading: Reading): { supplier: SupplierId; externalId: string } {
  const { platform } = ctx;
  let input = reading.pid;
  for (const { id, parseRef } of platform.suppliers) {
    const externalId = parseRef(platform, reading.pid)?.externalId;
    if (externalId === undefined) continue;
    if (/^https?:\/\//i.test(reading.url) && parseRef(platform, reading.url)?.externalId === externalId)
      return { supplier: id, externalId };
    input = reading.url.slice(0, 200);
  }
  throw new DomainError("import.url_unknown", { input });
}
