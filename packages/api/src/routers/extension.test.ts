import { randomUUID } from "node:crypto";
import { MerchantId } from "@nexusone/contracts/ids";
import { authenticateExtension } from "@nexusone/core/extension/authenticate-extension";
import {
  clientContext,
  createStaffedMerchant,
  createTestPlatform,
  userContext,
  type TestPlatform,
} from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createUser } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal, RequestContext } from "../context.ts";
import { snakeKeys } from "../rest/names.ts";
import { createCallerFactory, router, type Meta } from "../trpc.ts";
import { billingRouter } from "./billing.ts";
import { extensionRouter } from "./extension.ts";
import { platformRouter } from "./platform.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const routers = router({ billing: billingRouter, extension: extensionRouter, platform: platformRouter });
const createCaller = createCallerFactory(routers);

/** A caller as the server would make it; live streams and cookies play no part here. */
function callerOf(principal: Principal, merchantId?: string) {
  return createCaller({
    ...clientContext(platform),
    principal,
    merchantId: merchantId === undefined ? undefined : MerchantId.parse(merchantId),
    setSessionCookie: () => undefined,
    takeLimit: async () => undefined,
    loopback: true,
  } as Partial<RequestContext> as RequestContext);
}
const anonymous = () => callerOf({ kind: "anonymous" });
async function browserOf(jwt: string) {
  const identity = await authenticateExtension({ platform, jwt });
  return callerOf({ kind: "extension", service: { ...identity, platform, requestId: randomUUID() } });
}
async function owner() {
  const { ctx, user, merchant } = await createStaffedMerchant(platform);
  const person = userContext(platform, user).user;
  return { merchant, user, caller: callerOf({ kind: "user", user: person, via: "cookie", service: ctx }) };
}

describe("the extension's procedures", () => {
  it("[EXT-05] [EXT-06] carry the REST doors of the brief, and the code's answer speaks snake_case there", async () => {
    const doors = Object.values(extensionRouter._def.procedures).flatMap((procedure) => {
      const rest = (procedure._def.meta as Meta | undefined)?.rest;
      return rest ? [`${rest.method} ${rest.path}`] : [];
    });
    expect(doors).toEqual(
      expect.arrayContaining(["POST /api/chrome-extension/generate-token", "GET /api/chrome-extension/sessions"]),
    );
    const { caller } = await owner();
    const answer = snakeKeys(await caller.extension.createPairing({})) as Record<string, unknown>;
    expect(Object.keys(answer).toSorted()).toEqual(["expires_at", "extension_id", "pairing_code", "server_url"]);
  });

  it("[EXT-05] [EXT-06] [EXT-08] [EXT-10] lead from a code to a browser that works until it is revoked", async () => {
    const { caller, merchant } = await owner();
    const { pairingCode } = await caller.extension.createPairing({ name: "Laptop" });
    const typed = `${pairingCode.slice(0, 4)}-${pairingCode.slice(4)}`.toLowerCase();
    const offer = await anonymous().extension.describePairing({ code: typed });
    expect(offer.merchantName).toBe(merchant.name);
    const tokens = await anonymous().extension.pair({ code: typed, browser: "Chrome 140" });
    const browser = await browserOf(tokens.accessToken);
    expect(await browser.extension.account()).toMatchObject({ plan: "premium", sessionName: "Laptop" });
    const next = await anonymous().extension.refresh({ refreshToken: tokens.refreshToken });
    const [session] = await caller.extension.listSessions();
    expect(session).toMatchObject({ id: tokens.sessionId, status: "active" });
    expect(await caller.extension.revokeSession({ sessionId: tokens.sessionId })).toEqual({ ok: true });
    await expect(browserOf(next.accessToken)).rejects.toMatchObject({ reason: "extension.session_revoked" });
    expect(await caller.extension.revokeAllSessions()).toEqual({ revoked: 0 });
  });

  it("[EXT-10] let a browser disconnect itself", async () => {
    const { caller } = await owner();
    const { pairingCode } = await caller.extension.createPairing({});
    const tokens = await anonymous().extension.pair({ code: pairingCode, browser: "Chrome 140" });
    expect(await (await browserOf(tokens.accessToken)).extension.disconnect()).toEqual({ ok: true });
    await expect(browserOf(tokens.accessToken)).rejects.toMatchObject({ reason: "extension.disconnected" });
  });

  it("[EXT-05] refuse malformed codes before any lookup", async () => {
    for (const code of ["", "ABC", "ABCDEFG0", "ABCDEFGI", "'; drop table", "A".repeat(9)]) {
      await expect(anonymous().extension.describePairing({ code })).rejects.toThrow();
      await expect(anonymous().extension.pair({ code, browser: "Chrome" })).rejects.toThrow();
    }
  });

  it("[EXT-09] keep strangers out of everything but pairing and refreshing", async () => {
    const stranger = anonymous();
    const calls = [
      () => stranger.extension.createPairing({}),
      () => stranger.extension.listSessions(),
      () => stranger.extension.revokeSession({ sessionId: randomUUID() as never }),
      () => stranger.extension.revokeAllSessions(),
      () => stranger.extension.account(),
      () => stranger.extension.disconnect(),
      () => stranger.billing.getPlan(),
      () => stranger.billing.listCreditEntries({}),
      () => stranger.platform.changePlan({ merchantId: randomUUID() as never, plan: "premium" }),
      () => stranger.platform.grantCredits({ merchantId: randomUUID() as never, amount: 1 }),
    ];
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({ code: "UNAUTHORIZED", message: "request.unauthenticated" });
  });
});

describe("plans through the router", () => {
  it("[PLN-04] an owner reads plan and ledger but cannot give themselves anything", async () => {
    const { caller, merchant } = await owner();
    expect(await caller.billing.getPlan()).toMatchObject({ plan: "premium", extension: true });
    expect((await caller.billing.listCreditEntries({})).items).toHaveLength(1);
    const refused = { code: "FORBIDDEN", message: "identity.platform_admin_only" };
    const merchantId = MerchantId.parse(merchant.id);
    await expect(caller.platform.grantCredits({ merchantId, amount: 1 })).rejects.toMatchObject(refused);
    await expect(caller.platform.changePlan({ merchantId, plan: "premium" })).rejects.toMatchObject(refused);
  });

  it("[PLN-04] a platform admin changes the plan of a merchant they do not belong to", async () => {
    const { merchant } = await owner();
    const admin = await createUser(test.db, { isPlatformAdmin: true });
    const { user } = userContext(platform, admin);
    const caller = callerOf({ kind: "user", user, via: "cookie" });
    const merchantId = MerchantId.parse(merchant.id);
    expect(await caller.platform.changePlan({ merchantId, plan: "free" })).toMatchObject({
      plan: "free",
      productLimit: 10,
    });
    const { credits } = await caller.platform.grantCredits({ merchantId, amount: 7 });
    expect(credits.balance).toBe(10_067);
  });
});
