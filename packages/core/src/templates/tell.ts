import { DRAFT } from "@nexusone/contracts/template-terms";
import type { TemplateRow } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";

type Named = Pick<TemplateRow, "id" | "name" | "language">;
const factsOf = ({ id, name, language }: Named) => ({ templateId: id, name, language });
const about = ({ id }: Named) => ({ kind: "template", id }) as const;

/** Nothing when the word is the same. */
export async function tellStatus(
  tx: MerchantTx,
  ctx: ServiceContext,
  before: Pick<TemplateRow, "status">,
  after: Named & Pick<TemplateRow, "status" | "statusReason">,
): Promise<void> {
  const from = before.status ?? DRAFT;
  const status = after.status ?? DRAFT;
  if (from === status) return;
  await recordEvent(
    tx,
    ctx,
    "template.status_changed",
    { ...factsOf(after), from, status, reason: after.statusReason },
    about(after),
  );
}

export const tellCategory = (
  tx: MerchantTx,
  ctx: ServiceContext,
  row: Named,
  change: { from: string; category: string; at: Date | null },
): Promise<void> =>
  recordEvent(
    tx,
    ctx,
    "template.category_changed",
    { ...factsOf(row), from: change.from, category: change.category, at: change.at?.toISOString() ?? null },
    about(row),
  );

export const tellQuality = (
  tx: MerchantTx,
  ctx: ServiceContext,
  row: Named,
  change: { from: string | null; quality: string },
): Promise<void> => recordEvent(tx, ctx, "template.quality_changed", { ...factsOf(row), ...change }, about(row));

export const tellDeleted = (tx: MerchantTx, ctx: ServiceContext, row: Named): Promise<void> =>
  recordEvent(tx, ctx, "template.deleted", factsOf(row), about(row));
