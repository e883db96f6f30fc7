import { DeleteTemplateInput } from "@nexusone/contracts/templates";
import { deleteTemplateRows, listNamesakes, type TemplateRow } from "@nexusone/db/queries/templates";
import { WhatsAppFailure } from "@nexusone/whatsapp/client";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { channelOf } from "./accounts.ts";
import { mustLock } from "./edit-template.ts";
import { tellDeleted } from "./tell.ts";

/**
 * Deletes a template, at Meta first; with `allLanguages` everything of its name. The name of an approved one stays taken there for
 * 30 days. What Meta does not have any more is deleted here alone. Safe to repeat after a failure.
 * @throws `templates.not_found`, `templates.no_account`, `templates.refused` {detail}, those of a number that cannot be reached.
 */
export async function deleteTemplate(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeleteTemplateInput>,
): Promise<{ ok: true }> {
  authorize(ctx, "templates:manage");
  const { id, allLanguages } = DeleteTemplateInput.parse(rawInput);
  const { rows, channel } = await inMerchantTx(ctx, async (tx) => {
    const row = await mustLock(tx, id);
    const all = allLanguages ? await listNamesakes(tx, row, row.name) : [row];
    const isAtMeta = all.some(({ externalId }) => externalId !== null);
    return { rows: all, channel: isAtMeta ? await channelOf(tx, row) : undefined };
  });
  if (channel) for (const row of rows) await deleteAtMeta(ctx, channel, row);
  await inMerchantTx(ctx, async (tx) => {
    await deleteTemplateRows(
      tx,
      rows.map((row) => row.id),
    );
    for (const row of rows) await tellDeleted(tx, ctx, row);
  });
  return { ok: true };
}

type Channel = Parameters<typeof clientOf>[1];
async function deleteAtMeta(ctx: ServiceContext, channel: Channel, { name, externalId }: TemplateRow): Promise<void> {
  if (externalId === null) return;
  const api = clientOf(ctx, channel).templates;
  try {
    await api?.delete({ name, templateId: externalId });
  } catch (error) {
    if (!(error instanceof WhatsAppFailure)) throw error;
    if (error.kind !== "rejected") throw new DomainError(failureReason(error.kind), {}, error);
    // Refused for one that is not there: as good as deleted. Whether it is there its whole list says.
    const isThere = (await api?.listAll())?.some((one) => one.id === externalId) ?? false;
    if (isThere) throw new DomainError("templates.refused", { detail: error.details ?? error.reason }, error);
  }
}
