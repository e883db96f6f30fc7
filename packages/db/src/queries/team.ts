import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Role } from "@nexusone/contracts/permissions";
import { invitations, memberships } from "../schema/merchants.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type Membership = typeof memberships.$inferSelect;
export type Invitation = typeof invitations.$inferSelect;

/** Undefined when the person belongs to the merchant already. */
export async function insertMembership(
  tx: MerchantTx,
  row: { userId: string; role: Role; joinedAt: Date },
): Promise<Membership | undefined> {
  const [membership] = await tx
    .insert(memberships)
    .values(row)
    .onConflictDoNothing({ target: [memberships.merchantId, memberships.userId] })
    .returning();
  return membership;
}

/** Locks the merchant's owners, then the membership: who then counts owners counts what will be committed. */
export async function lockMembership(
  tx: MerchantTx,
  id: string,
): Promise<{ membership: Membership; owners: number } | undefined> {
  const owners = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(eq(memberships.role, "owner"))
    .orderBy(memberships.id)
    .for("update");
  const [membership] = await tx.select().from(memberships).where(eq(memberships.id, id)).for("update");
  return membership && { membership, owners: owners.length };
}

export async function updateRole(tx: MerchantTx, id: string, role: Role): Promise<void> {
  await tx.update(memberships).set({ role }).where(eq(memberships.id, id));
}

export async function deleteMembership(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(memberships).where(eq(memberships.id, id));
}

const open = (now: Date) =>
  and(isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt), gt(invitations.expiresAt, now));

export async function insertInvitation(tx: MerchantTx, row: typeof invitations.$inferInsert): Promise<Invitation> {
  const [invitation] = await tx.insert(invitations).values(row).returning();
  if (!invitation) throw new Error("the invitation was not stored");
  return invitation;
}

/** Open invitations, the newest first. */
export async function listOpenInvitations(tx: MerchantTx, now: Date): Promise<Invitation[]> {
  return tx.select().from(invitations).where(open(now)).orderBy(desc(invitations.createdAt), desc(invitations.id));
}

/** Withdraws the open invitations that match. @returns their ids. */
export async function withdrawInvitations(
  tx: MerchantTx,
  which: { id: string } | { email: string } | { invitedBy: string },
  now: Date,
): Promise<string[]> {
  const withdrawn = await tx
    .update(invitations)
    .set({ withdrawnAt: now })
    .where(
      and(
        "id" in which ? eq(invitations.id, which.id) : undefined,
        "email" in which ? eq(invitations.email, which.email) : undefined,
        "invitedBy" in which ? eq(invitations.invitedBy, which.invitedBy) : undefined,
        open(now),
      ),
    )
    .returning({ id: invitations.id });
  return withdrawn.map(({ id }) => id);
}

/** Uses an invitation up; undefined for all but the first of simultaneous callers. */
export async function claimInvitation(tx: MerchantTx, id: string, now: Date): Promise<Invitation | undefined> {
  const [invitation] = await tx
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(eq(invitations.id, id), open(now)))
    .returning();
  return invitation;
}
