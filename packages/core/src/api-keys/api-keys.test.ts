import { randomUUID } from "node:crypto";
import { ApiKeysView, CreatedApiKey, MAX_API_KEYS } from "@nexusone/contracts/api-keys";
import { ApiKeyId } from "@nexusone/contracts/ids";
import { API_KEY_SCOPES, type Permission } from "@nexusone/contracts/permissions";
import { createMember, createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authorize } from "../authorize.ts";
import { DAY_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { createPairing } from "../extension/create-pairing.ts";
import { listExtensionSessions } from "../extension/list-extension-sessions.ts";
import { reasonOf } from "../identity/identity.fixture.ts";
import { authenticateApiKey } from "./authenticate-api-key.ts";
import { createApiKey } from "./create-api-key.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

type Input = Parameters<typeof createApiKey>[1];
const make = (ctx: ServiceContext, scopes: Input["scopes"] = ["catalog:read"], expiresInDays: number | null = null) =>
  createApiKey(ctx, { name: "Warehouse", scopes, expiresInDays });
const use = (key: string) => authenticateApiKey({ platform, key });
/** The context that a request with the key gets. */
async function asKey(key: string): Promise<ServiceContext> {
  const { merchantId, actor } = await use(key);
  return { platform, merchantId, actor, requestId: randomUUID(), locale: "en" };
}

describe("an API key", () => {
  it("[AUT-09] [SEC-07] is answered once and stored as its hash alone", async () => {
    const { ctx, merchant } = await createStaffedMerchant(platform);
    const { key, apiKey } = CreatedApiKey.parse(await make(ctx));
    expect(key).toMatch(/^nx_[0-9a-f]{8}_[\w-]{43}$/);
    expect(key.startsWith(`${apiKey.prefix}_`)).toBe(true);
    const secret = key.slice(apiKey.prefix.length + 1);
    const dump = JSON.stringify([
      await test.sql`select * from api_keys where merchant_id = ${merchant.id}`,
      await test.sql`select * from events where merchant_id = ${merchant.id}`,
      await listApiKeys(ctx),
    ]);
    expect(dump).toContain(apiKey.prefix);
    expect(dump).not.toContain(secret);
    const [row] = await test.sql<{ key_hash: string }[]>`select key_hash from api_keys where id = ${apiKey.id}`;
    expect(row?.key_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(await listApiKeys(ctx))).not.toContain(row?.key_hash);
  });

  it("[AUT-09] carries its merchant, its creator's role of today and its scopes", async () => {
    const { ctx, user, merchant } = await createStaffedMerchant(platform, "admin");
    const { key, apiKey } = await make(ctx, ["catalog:read", "orders:read"]);
    expect(await use(key)).toMatchObject({
      merchantId: merchant.id,
      plan: "premium",
      actor: {
        kind: "api_key",
        userId: user.id,
        name: "Warehouse",
        role: "admin",
        keyId: apiKey.id,
        scopes: ["catalog:read", "orders:read"],
      },
    });
  });

  it("[AUT-09] has what its scopes and its creator's role both allow, and nothing after they left", async () => {
    const { merchant } = await createStaffedMerchant(platform);
    const { ctx, user } = await createMember(platform, merchant.id, "admin");
    const { key, apiKey } = await make(ctx, ["catalog:read", "catalog:edit"]);
    const refusal = async (permission: Permission) => {
      const program = await asKey(key);
      return reasonOf((async () => authorize(program, permission))());
    };
    expect(await refusal("catalog:edit")).toBe("nothing was refused");
    expect(await refusal("orders:read")).toBe("api_keys.scope_missing");
    await test.sql`update memberships set role = 'support' where user_id = ${user.id}`;
    expect(await refusal("catalog:read")).toBe("nothing was refused");
    expect(await refusal("catalog:edit")).toBe("request.forbidden");
    const owner = await createMember(platform, merchant.id, "owner");
    expect(await listApiKeys(owner.ctx)).toMatchObject([
      { id: apiKey.id, scopes: ["catalog:read", "catalog:edit"], allowedScopes: ["catalog:read"], status: "active" },
    ]);
    await test.sql`delete from memberships where user_id = ${user.id}`;
    expect(await reasonOf(use(key))).toBe("api_keys.creator_left");
    expect(await listApiKeys(owner.ctx)).toMatchObject([
      { status: "creator_left", allowedScopes: [], createdByName: user.name },
    ]);
  });

  it("[AUT-09] fails on the next request once revoked or expired, each with its own reason", async () => {
    const { ctx, merchant } = await createStaffedMerchant(platform);
    const [revoked, expiring] = [await make(ctx), await make(ctx, ["catalog:read"], 30)];
    await use(revoked.key);
    await revokeApiKey(ctx, { keyId: revoked.apiKey.id });
    await revokeApiKey(ctx, { keyId: revoked.apiKey.id });
    expect(await reasonOf(use(revoked.key))).toBe("api_keys.revoked");
    platform.clock.advance(30 * DAY_MS - 1);
    await use(expiring.key);
    platform.clock.advance(1);
    expect(await reasonOf(use(expiring.key))).toBe("api_keys.expired");
    expect(await reasonOf(use(`${expiring.key}x`))).toBe("api_keys.invalid");
    expect(await reasonOf(revokeApiKey(ctx, { keyId: ApiKeyId.parse(randomUUID()) }))).toBe("request.not_found");
    const types = await test.sql<{ type: string }[]>`
      select type from events where merchant_id = ${merchant.id} and type like 'api_key.%' order by id`;
    expect(types.map(({ type }) => type)).toEqual(["api_key.created", "api_key.created", "api_key.revoked"]);
  });

  it("[AUT-09] notes its use at most once a minute, and none after its end", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const { key, apiKey } = await make(ctx);
    const lastUsed = async () => (await listApiKeys(ctx))[0]?.lastUsedAt ?? null;
    expect(await lastUsed()).toBeNull();
    await use(key);
    const first = await lastUsed();
    expect(first).toBe(platform.clock.now().toISOString());
    platform.clock.advance(MINUTE_MS - 1);
    await use(key);
    expect(await lastUsed()).toBe(first);
    platform.clock.advance(1);
    await use(key);
    const second = await lastUsed();
    expect(second).toBe(platform.clock.now().toISOString());
    await revokeApiKey(ctx, { keyId: apiKey.id });
    platform.clock.advance(DAY_MS);
    await reasonOf(use(key));
    expect(await lastUsed()).toBe(second);
  });

  it("[AUT-09] [AUT-04] is made by people, within their role, and never by a key", async () => {
    const { merchant, ctx } = await createStaffedMerchant(platform, "admin");
    expect(API_KEY_SCOPES).toEqual(expect.arrayContaining(["catalog:read", "catalog:import", "settings:manage"]));
    for (const never of ["api_keys:manage", "team:manage", "billing:manage"])
      expect(API_KEY_SCOPES).not.toContain(never);
    const editor = await createMember(platform, merchant.id, "product_editor");
    expect(await reasonOf(make(editor.ctx))).toBe("request.forbidden");
    expect(await reasonOf(listApiKeys(editor.ctx))).toBe("request.forbidden");
    const { key } = await make(ctx, [...API_KEY_SCOPES]);
    expect(await reasonOf(make(await asKey(key)))).toBe("api_keys.scope_missing");
    const job: ServiceContext = { ...ctx, actor: { kind: "job", name: "any" } };
    expect(await reasonOf(make(job))).toBe("request.forbidden");
  });

  it("[AUT-09] pairs no browser, which would outlive it, and sees the browsers of its creator alone", async () => {
    const { merchant, ctx } = await createStaffedMerchant(platform);
    await createMember(platform, merchant.id, "owner");
    const { key } = await make(ctx, ["extension:use", "catalog:read"]);
    const program = await asKey(key);
    const pairing = createPairing(program, { name: "Laptop", scopes: ["catalog:read"] });
    expect(await reasonOf(pairing)).toBe("api_keys.not_a_person");
    expect(await listExtensionSessions(program)).toEqual([]);
  });

  it("[AUT-09] finds room for fifty that work", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    let last = await make(ctx);
    for (let made = 1; made < MAX_API_KEYS; made += 1) last = await make(ctx);
    expect(await reasonOf(make(ctx))).toBe("api_keys.too_many");
    await revokeApiKey(ctx, { keyId: last.apiKey.id });
    await make(ctx);
    expect(ApiKeysView.parse(await listApiKeys(ctx))).toHaveLength(MAX_API_KEYS + 1);
  });
});
