import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import type { Role } from "@nexusone/contracts/permissions";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import type { MerchantOverrides } from "@nexusone/testing/merchants";
import type { Platform } from "../platform.ts";
import { connectCj } from "../cj/connect-cj.ts";
import type { ServiceContext } from "../context.ts";

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
      cj: { baseUrls: { sandbox: sandbox.cjApiUrl }, outgoingAddress: "127.0.0.1" },
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

/** The same person in another role, as a test of refusals needs it. */
export const asRole = (ctx: ServiceContext, role: Role): ServiceContext =>
  ctx.actor.kind === "user" ? { ...ctx, actor: { ...ctx.actor, role } } : ctx;

export const asOwner = (ctx: ServiceContext): ServiceContext => asRole(ctx, "owner");
