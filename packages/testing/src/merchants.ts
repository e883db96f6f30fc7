import { randomUUID } from "node:crypto";
import type { Role } from "@nexusone/contracts/permissions";
import { PLANS, type Plan } from "@nexusone/contracts/plans";
import { creditAccounts, creditEntries, merchantPlans } from "@nexusone/db/schema/billing";
import { fxRates, memberships, merchants } from "@nexusone/db/schema/merchants";
import { users } from "@nexusone/db/schema/users";
import { withMerchant, withUser, type Database } from "@nexusone/db/with-merchant";

export type Merchant = typeof merchants.$inferSelect;
export type User = typeof users.$inferSelect;

export interface MerchantOverrides extends Partial<typeof merchants.$inferInsert> {
  /** Default premium. */
  plan?: Plan;
  /** Default the plan's: free 10, pro 100, premium none. */
  productCap?: number | null;
  /** Opening balance, default 10,000. */
  credits?: number;
}

const PRODUCT_CAP: Record<Plan, number | null> = { free: 10, pro: 100, premium: null };

/** A merchant selling in EUR to France, with plan and credits. Every call makes a different one. */
export async function createMerchant(db: Database, overrides: MerchantOverrides = {}): Promise<Merchant> {
  const { plan = PLANS[2], productCap = PRODUCT_CAP[plan], credits = 10_000, ...columns } = overrides;
  const id = columns.id ?? randomUUID();
  return withMerchant(db, { merchantId: id }, async (tx) => {
    const [merchant] = await tx
      .insert(merchants)
      .values({
        slug: `shop-${id.slice(0, 13)}`,
        name: `Shop ${id.slice(0, 8)}`,
        currency: "EUR",
        destinationCountry: "FR",
        defaultPriceRule: { kind: "multiplier", factor: "2.5", of: "landed" },
        ...columns,
        id,
      })
      .returning();
    const currency = columns.currency ?? "EUR";
    await tx
      .insert(fxRates)
      .values({ fromCurrency: "USD", toCurrency: currency, rate: "0.9", asOf: "2026-01-02", source: "reference" });
    await tx.insert(merchantPlans).values({ plan, productCap });
    await tx.insert(creditAccounts).values({ balance: credits });
    if (credits > 0) {
      await tx
        .insert(creditEntries)
        .values({ kind: "grant", feature: "opening", amount: credits, balanceAfter: credits });
    }
    return inserted(merchant);
  });
}

/** A person who signs in, verified, without a password. */
export async function createUser(db: Database, overrides: Partial<typeof users.$inferInsert> = {}): Promise<User> {
  const id = overrides.id ?? randomUUID();
  return withUser(db, id, async (tx) => {
    const [user] = await tx
      .insert(users)
      .values({
        email: `user-${id}@test.example`,
        name: `User ${id.slice(0, 8)}`,
        emailVerifiedAt: new Date(),
        ...overrides,
        id,
      })
      .returning();
    return inserted(user);
  });
}

/** Makes `userId` work for `merchantId`. */
export async function createMembership(
  db: Database,
  values: { merchantId: string; userId: string; role: Role },
): Promise<typeof memberships.$inferSelect> {
  return withMerchant(db, { merchantId: values.merchantId }, async (tx) => {
    const [membership] = await tx
      .insert(memberships)
      .values({ userId: values.userId, role: values.role, joinedAt: new Date() })
      .returning();
    return inserted(membership);
  });
}

function inserted<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("the insert returned no row");
  return row;
}
