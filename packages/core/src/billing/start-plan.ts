import { ENTITLEMENTS, type Plan } from "@nexusone/contracts/plans";
import { addCredits, insertPlan } from "@nexusone/db/queries/billing";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { Platform } from "../platform.ts";

/** Gives a new merchant its plan, its credit account and the plan's starting credits. Once per merchant. */
export async function startPlan(tx: MerchantTx, ctx: { readonly platform: Platform }, plan: Plan): Promise<void> {
  await insertPlan(tx, plan);
  await grantStartingCredits(tx, plan, ctx.platform.clock.now());
}

/** The grant of a plan's starting credits; its reference is the plan, by which a second start is recognised. */
export async function grantStartingCredits(tx: MerchantTx, plan: Plan, at: Date): Promise<void> {
  const amount = ENTITLEMENTS[plan].startingCredits;
  await addCredits(tx, { kind: "grant", feature: "plan", amount, reference: { kind: "plan", id: plan }, at });
}
