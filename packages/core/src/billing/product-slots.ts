import { ENTITLEMENTS } from "@nexusone/contracts/plans";
import { decrementProductCount, findPlan, incrementProductCount } from "@nexusone/db/queries/billing";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/**
 * Counts so many products more against the plan, in the transaction that creates them; all or none. Locks the plan row: take
 * the slots before reserving credits.
 * @throws import.plan_limit {limit, count}; the transaction stays usable.
 */
export async function takeProductSlots(tx: MerchantTx, count: number): Promise<void> {
  if (await incrementProductCount(tx, count)) return;
  const row = await findPlan(tx);
  if (!row) throw new Error("the merchant has no plan");
  const limit = ENTITLEMENTS[row.plan].productLimit ?? row.productCount;
  throw new DomainError("import.plan_limit", { limit, count: row.productCount });
}

/** Counts one product less, in the transaction that removes it. */
export async function giveBackProductSlot(tx: MerchantTx): Promise<void> {
  if (!(await decrementProductCount(tx))) throw new Error("there is no product to take from the count");
}
