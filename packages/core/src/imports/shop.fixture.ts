import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import type { Role } from "@nexusone/contracts/permissions";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import type { MerchantOverrides } from "@nexusone/testing/merchants";
import { expect } from "vitest";
import type { Platform } from "../platform.ts";
import { connectCj } from "../cj/connect-cj.ts";
import type { ServiceContext } from "../context.ts";
import { commitImport } from "./commit-import.ts";
import { previewImport } from "./preview-import.ts";

/** A database, the simulated CJ over HTTP, and merchants connected to accounts of their own. */
export type Shop = {
  readonly database: TestDatabase;
  readonly sandbox: Sandbox;
  readonly platform: TestPlatform;
  /** Another process on the same database, with a pool of its own. */
  readonly process: (overrides?: Partial<Omit<Platform, "clock">>) => TestPlatform;
  /** A demo merchant connected to a fresh CJ account of the fastest level. */
  readonly merchant: (
    overrides?: MerchantOverrides,
    options?: { role?: Role; level?: number; points?: number },
  ) => Promise<{ ctx: ServiceContext; merchantId: string; apiKey: string }>;
  readonly close: () => Promise<void>;
};

export async function openShop(options: { fullSpeed?: boolean } = {}): Promise<Shop> {
  const database = await createTestDatabase({ max: 20 });
  const sandbox = await startSandbox({ fullSpeed: options.fullSpeed ?? true });
  const process = (overrides: Partial<Omit<Platform, "clock">> = {}): TestPlatform =>
    createTestPlatform(database.db, {
      cj: {
        baseUrls: { sandbox: sandbox.cjApiUrl },
        outgoingAddress: "127.0.0.1",
        pacing: (options.fullSpeed ?? true) ? "none" : "vendor",
      },
      config: { publicUrl: "http://127.0.0.1:3000", extensionId: "test", demo: true },
      ...overrides,
    });
  const platform = process();
  await sandbox.control.clock.set(platform.clock.now().toISOString());
  return {
    database,
    sandbox,
    platform,
    process,
    merchant: async (overrides = {}, { role = "owner", level = 5, points } = {}) => {
      const { ctx, merchant } = await createStaffedMerchant(platform, role, { isDemo: true, ...overrides });
      const account = await sandbox.control.accounts.create({ level, ...(points !== undefined && { points }) });
      await connectCj(asOwner(ctx), { apiKey: account.apiKey, environment: "sandbox" });
      return { ctx, merchantId: merchant.id, apiKey: account.apiKey };
    },
    close: async () => {
      await sandbox.stop();
      await database.close();
    },
  };
}

/** What must always hold: the counters equal what they count. As superuser, past row security. */
export async function booksOf(shop: Shop, merchantId: string) {
  const [row] = await shop.database.sql<
    Record<"balance" | "ledger" | "reserved" | "held" | "counted" | "products", number>[]
  >`
    select a.balance, a.reserved, p.product_count as counted,
      (select coalesce(sum(amount), 0)::integer from credit_entries e where e.merchant_id = a.merchant_id) as ledger,
      (select coalesce(sum(amount), 0)::integer from credit_reservations r where r.merchant_id = a.merchant_id and state = 'open') as held,
      (select count(*)::integer from products x where x.merchant_id = a.merchant_id) as products
    from credit_accounts a join merchant_plans p on p.merchant_id = a.merchant_id where a.merchant_id = ${merchantId}`;
  if (!row) throw new Error("the merchant has no books");
  expect(row.balance).toBe(row.ledger);
  expect(row.reserved).toBe(row.held);
  expect(row.counted).toBe(row.products);
  return row;
}

/** Previews and commits one product. */
export async function importOne(ctx: ServiceContext, ref: string) {
  const preview = await previewImport(ctx, { items: [{ ref }] });
  const done = await commitImport(ctx, { previewId: preview.id });
  const [row] = done.rows;
  if (!row) throw new Error(`nothing was committed: ${preview.rows[0]?.reason}`);
  return row;
}

/** The same person in another role, as a test of refusals needs it. */
export const asRole = (ctx: ServiceContext, role: Role): ServiceContext =>
  ctx.actor.kind === "user" ? { ...ctx, actor: { ...ctx.actor, role } } : ctx;

export const asOwner = (ctx: ServiceContext): ServiceContext => asRole(ctx, "owner");
