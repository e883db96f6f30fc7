import type { PlanView } from "@nexusone/contracts/billing";
import { ENTITLEMENTS, IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { findAccount, findPlan, listUsage } from "@nexusone/db/queries/billing";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

const USAGE_DAYS = 30;

/** The merchant's plan, what it entitles to, credits, and what the last 30 days cost. */
export async function getPlan(ctx: ServiceContext): Promise<PlanView> {
  authorize(ctx, "billing:read");
  return readMerchant(ctx, (tx) => readPlan(tx, ctx.platform.clock.now()));
}

/** @throws request.not_found when the transaction's merchant does not exist */
export async function readPlan(tx: MerchantTx, now: Date): Promise<PlanView> {
  const row = await findPlan(tx);
  const account = await findAccount(tx);
  if (!row || !account) throw new DomainError("request.not_found");
  const { productLimit, extension, bulkImport } = ENTITLEMENTS[row.plan];
  const { balance, reserved } = account;
  return {
    plan: row.plan,
    productCount: row.productCount,
    productLimit,
    extension,
    bulkImport,
    credits: { balance, reserved, available: balance - reserved },
    importCredits: IMPORT_CREDITS,
    usage: await listUsage(tx, addMs(now, -USAGE_DAYS * DAY_MS)),
  };
}
