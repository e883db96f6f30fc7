import type { ReasonCode } from "@nexusone/contracts/reasons";
import { deleteTemplateRows, updateTemplate, wasWrittenHere, type TemplateRow } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { tellDeleted, tellStatus } from "./tell.ts";

const GONE: ReasonCode = "templates.gone_at_meta";

/** Meta has it no more: what was written here stays as a draft, a copy of something from elsewhere goes too. */
export async function followGone(tx: MerchantTx, ctx: ServiceContext, row: TemplateRow): Promise<"kept" | "deleted"> {
  if (!(await wasWrittenHere(tx, row.id))) {
    await deleteTemplateRows(tx, [row.id]);
    await tellDeleted(tx, ctx, row);
    return "deleted";
  }
  const after = await updateTemplate(tx, row.id, {
    externalId: null,
    status: null,
    statusReason: GONE,
    advice: null,
    sentVersion: null,
    category: null,
    nextCategory: null,
    nextCategoryAt: null,
    quality: null,
    disableAt: null,
  });
  await tellStatus(tx, ctx, row, after);
  return "kept";
}
