import type { Environment } from "@nexusone/contracts/cj";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { SyncResult, type AccountSync } from "@nexusone/contracts/templates";
import { listTemplateAccounts, saveTemplateAccount } from "@nexusone/db/queries/template-accounts";
import { listAccountTemplates } from "@nexusone/db/queries/templates";
import { WhatsAppFailure, type VendorTemplate } from "@nexusone/whatsapp/client";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { connectedAccounts, type ConnectedAccount } from "./accounts.ts";
import { known, reconcile } from "./reconcile.ts";

/** Webhooks tell what changes; this finds what they did not. */
const EVERY_MS = 6 * HOUR_MS;
const AFTER_FAILURE_MS = 30 * MINUTE_MS;

/** Reads all templates of all connected accounts from Meta, every page, and makes ours agree. Safe to repeat. */
export async function syncTemplates(ctx: ServiceContext): Promise<z.output<typeof SyncResult>> {
  authorize(ctx, "templates:manage");
  const accounts = await inMerchantTx(ctx, connectedAccounts);
  const results: AccountSync[] = [];
  for (const account of accounts) results.push(await syncAccount(ctx, account));
  return SyncResult.parse({ accounts: results });
}

/** The same for the accounts that nobody has read for long. */
export async function syncDueTemplates(ctx: ServiceContext, goOn: () => void = () => undefined): Promise<void> {
  const now = ctx.platform.clock.now();
  const due = await inMerchantTx(ctx, async (tx) => {
    const read = await listTemplateAccounts(tx);
    const next = (one: { environment: Environment; accountId: string }): Date | undefined =>
      read.find(({ environment, accountId }) => environment === one.environment && accountId === one.accountId)?.syncAt;
    return (await connectedAccounts(tx)).filter((account) => (next(account)?.getTime() ?? 0) <= now.getTime());
  });
  for (const account of due) {
    goOn();
    await syncAccount(ctx, account);
  }
}

/** A list that could not be read to its end changes nothing of ours. */
async function syncAccount(ctx: ServiceContext, account: ConnectedAccount): Promise<AccountSync> {
  const { environment, accountId, channel } = account;
  const before = await inMerchantTx(ctx, async (tx) => known(await listAccountTemplates(tx, account)));
  const now = ctx.platform.clock.now();
  const nothing = { environment, accountId, seen: null, added: 0, changed: 0, removed: 0, reason: null };
  let listed: VendorTemplate[];
  try {
    listed = (await clientOf(ctx, channel).templates?.listAll()) ?? [];
  } catch (error) {
    if (!(error instanceof WhatsAppFailure)) throw error;
    const reason: ReasonCode = failureReason(error.kind);
    await inMerchantTx(ctx, (tx) => saveTemplateAccount(tx, account, { syncAt: addMs(now, AFTER_FAILURE_MS), reason }));
    return { ...nothing, reason };
  }
  return inMerchantTx(ctx, async (tx) => {
    const counts = await reconcile(tx, ctx, { account, listed, before, readAt: now });
    await saveTemplateAccount(tx, account, { syncAt: addMs(now, EVERY_MS), syncedAt: now, reason: null });
    if (counts.added + counts.changed + counts.removed > 0)
      await recordEvent(tx, ctx, "template.synced", { accountId, ...counts });
    return { ...nothing, seen: listed.length, ...counts };
  });
}
