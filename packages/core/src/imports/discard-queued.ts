import { listQueuedLogIds } from "@nexusone/db/queries/imports-logs";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { settle } from "./carry-out.ts";

/** Ends the rows of a preview that were not imported yet and frees their credits, in the context's transaction. */
export async function discardQueued(
  ctx: ServiceContext & { readonly tx: MerchantTx },
  previewId: string,
): Promise<void> {
  for (const logId of await listQueuedLogIds(ctx.tx, previewId))
    await settle(ctx, logId, new DomainError("import.discarded"));
}
