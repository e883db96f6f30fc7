import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { MerchantId, UserId } from "@nexusone/contracts/ids";
import { withLease } from "@nexusone/db/leases";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { insertUser } from "@nexusone/db/queries/identity";
import { insertMembership } from "@nexusone/db/queries/team";
import { findUserByEmail, listOwnMemberships } from "@nexusone/db/system/identity-lookups";
import { withMerchant, withUser } from "@nexusone/db/with-merchant";
import { systemActing } from "../audit/acting.ts";
import { connectCj } from "../cj/connect-cj.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError } from "../errors.ts";
import { DEMO_DOMAIN } from "../identity/demo-users.ts";
import { hashPassword } from "../identity/password.ts";
import type { Platform } from "../platform.ts";
import { insertMerchantWithOwner, type NewMerchant } from "./insert-merchant.ts";

export const DEMO_PASSWORD = "nexusone-demo";

type Shop = {
  readonly owner: string;
  readonly ownerName: string;
  readonly apiKey: string;
  readonly merchant: NewMerchant;
};

const SEEDER = { kind: "system", name: "demo" } as const;

type CjApiKeys = { readonly demo: string; readonly free: string };

const shopsOf = (keys: CjApiKeys): [Shop, Shop] => [
  {
    owner: `owner@${DEMO_DOMAIN}`,
    ownerName: "Ada Demo",
    apiKey: keys.demo,
    merchant: {
      name: "Demo Store",
      currency: "EUR",
      destinationCountry: "FR",
      locale: "en",
      plan: "premium",
      settings: { isDemo: true, feeRateBps: 150, feeFixedMinor: 25 },
    },
  },
  {
    owner: `free@${DEMO_DOMAIN}`,
    ownerName: "Noor Free",
    apiKey: keys.free,
    merchant: {
      name: "Corner Shop",
      currency: "EUR",
      destinationCountry: "FR",
      locale: "en",
      plan: "free",
      settings: { isDemo: true, feeRateBps: 150, feeFixedMinor: 25 },
    },
  },
];

/**
 * The people and shops everybody can try. Safe to repeat: what is missing is put back, what is there stays as people left it.
 * Their password is public, so they sign in on this computer only. Connecting CJ calls the simulated CJ over the network.
 */
export async function seedDemo(platform: Platform, input: { readonly cjApiKeys: CjApiKeys }): Promise<void> {
  // Processes that start together seed one after the other; whoever died while seeding is waited for, then continued.
  const lease = { name: "seed-demo", holder: randomUUID(), ttlMs: 5_000 };
  while (!(await withLease(platform.db, lease, () => seed(platform, input.cjApiKeys)))) await sleep(250);
}

async function seed(platform: Platform, cjApiKeys: CjApiKeys): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const [demoStore, cornerShop] = shopsOf(cjApiKeys);
  const merchantId = await openShop(platform, demoStore, passwordHash);
  await openShop(platform, cornerShop, passwordHash);
  const support = await person(platform, { email: `support@${DEMO_DOMAIN}`, name: "Sam Support", passwordHash });
  await withMerchant(platform.db, { merchantId, by: systemActing("demo") }, (tx) =>
    insertMembership(tx, { userId: support, role: "support", joinedAt: platform.clock.now() }),
  );
}

async function openShop(platform: Platform, shop: Shop, passwordHash: string): Promise<MerchantId> {
  const owner = await person(platform, { email: shop.owner, name: shop.ownerName, passwordHash });
  const ctx = await shopOf(platform, owner, shop);
  await connectSandbox(ctx, shop.apiKey);
  return ctx.merchantId;
}

async function person(
  platform: Platform,
  row: { readonly email: string; readonly name: string; readonly passwordHash: string },
): Promise<UserId> {
  const known = await findUserByEmail(platform.db, row.email);
  if (known) return known.id;
  const id = randomUUID() as UserId;
  await withUser(platform.db, id, (tx) => insertUser(tx, { ...row, id, emailVerifiedAt: platform.clock.now() }));
  return id;
}

async function ownMerchant(platform: Platform, userId: UserId): Promise<MerchantId | undefined> {
  const memberships = await withUser(platform.db, userId, listOwnMemberships);
  return memberships.find(({ role, isDemo }) => role === "owner" && isDemo)?.merchantId;
}

async function shopOf(platform: Platform, owner: UserId, { merchant }: Shop): Promise<ServiceContext> {
  const known = await ownMerchant(platform, owner);
  const merchantId = known ?? (randomUUID() as MerchantId);
  const ctx: ServiceContext = {
    platform,
    merchantId,
    actor: SEEDER,
    requestId: "seed-demo",
    locale: merchant.locale,
  };
  if (!known)
    await withMerchant(platform.db, { merchantId, userId: owner, by: systemActing("demo") }, (tx) =>
      insertMerchantWithOwner(tx, { ...ctx, tx }, owner, merchant),
    );
  return ctx;
}

/** Demo Store as the system acts for it; undefined before it is seeded. */
export async function demoStore(platform: Platform): Promise<ServiceContext | undefined> {
  const owner = await findUserByEmail(platform.db, `owner@${DEMO_DOMAIN}`);
  const merchantId = owner && (await ownMerchant(platform, owner.id));
  return merchantId && { platform, merchantId, actor: SEEDER, requestId: "seed-demo", locale: "en" };
}

/** Connects the shop to the simulated CJ unless it is connected. Without an answer the shop starts unconnected, until next time. */
async function connectSandbox(ctx: ServiceContext, apiKey: string): Promise<void> {
  const { db, cj, log } = ctx.platform;
  if (!cj.baseUrls.sandbox || (await withMerchant(db, ctx, findCjConnection))) return;
  try {
    await connectCj(ctx, { apiKey, environment: "sandbox" });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    log.warn({ err: error, merchantId: ctx.merchantId, reason: error.reason }, "a demo shop is not connected to CJ");
  }
}
