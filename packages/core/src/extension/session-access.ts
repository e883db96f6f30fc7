import { ENTITLEMENTS, type Plan } from "@nexusone/contracts/plans";
import type { Role } from "@nexusone/contracts/permissions";
import { findPlan } from "@nexusone/db/queries/billing";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError, storedReason } from "../errors.ts";

export type SessionState = {
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
  readonly expiresAt: Date;
  /** Of its user at this merchant, now; undefined or null when they left. */
  readonly role: Role | null | undefined;
  readonly plan: Plan | undefined;
};

/** Why a session may not act at `now`; undefined when it may. The one rule that requests and refreshes share. */
export function sessionRefusal(state: SessionState, now: Date): DomainError | undefined {
  if (state.revokedAt) return new DomainError(storedReason(state.revokedReason) ?? "extension.session_revoked");
  if (state.expiresAt <= now) return new DomainError("extension.session_expired");
  if (!state.role) return new DomainError("extension.session_revoked");
  if (!state.plan || !ENTITLEMENTS[state.plan].extension) return new DomainError("extension.premium_required");
  return undefined;
}

/** @throws extension.premium_required */
export async function requireExtensionPlan(tx: MerchantTx): Promise<void> {
  const row = await findPlan(tx);
  if (!row || !ENTITLEMENTS[row.plan].extension) throw new DomainError("extension.premium_required");
}
