import {
  API_KEY_SCOPES,
  EXTENSION_SCOPES,
  ROLES,
  roleHas,
  type ApiKeyScope,
  type ExtensionScope,
} from "@nexusone/contracts/permissions";
import { revokeApiKey } from "@nexusone/core/api-keys/revoke-api-key";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { restDoorsOf, trpcDoor, typeOf, type As, type Door } from "../testing/call.ts";
import { fixturesOf, type MerchantFixture } from "./fixtures.ts";
import { keyScopesWithout, scopesWithout, strangersTo, type Stranger } from "./strangers.ts";
import { leaksIn, stateOf, tracesOf } from "./traces.ts";
import {
  buildWorld,
  connected,
  forgetLimits,
  member,
  newApiKey,
  pairBrowser,
  type Member,
  type Shop,
  type World,
} from "./world.ts";

let world: World;
let strangers: Stranger[] | undefined;
beforeAll(async () => {
  world = await buildWorld();
});
beforeEach(async () => {
  await forgetLimits(world);
  for (const shop of [world.a, world.b]) await connected(shop);
});
afterAll(() => world.server.stop());

const inShop = (shop: Shop, by: Member): As => ({ cookie: by.cookie, merchantId: shop.merchantId });
const isScope = (permission: string): permission is ExtensionScope =>
  (EXTENSION_SCOPES as readonly string[]).includes(permission);
const isKeyScope = (permission: string): permission is ApiKeyScope =>
  (API_KEY_SCOPES as readonly string[]).includes(permission);

describe.each(fixturesOf("merchant"))("%s", (path, fixture) => {
  it.each([trpcDoor(path), ...restDoorsOf(path)].map((door) => [door.label, door] as const))(
    `[AUT-02] ${fixture.permission === "catalog:import" ? "[AUT-05] " : ""}[AUT-04] [AUT-09] [AUT-06] %s answers its merchant's permitted callers and nobody else`,
    (_label, door) => walk(door, fixture),
    // What speaks to every number of a shop takes a while; one that is cut off would go on beside the next.
    120_000,
  );
});

async function walk(door: Door, fixture: MerchantFixture): Promise<void> {
  const { a, server } = world;
  const { owner } = a.staff;
  const ask = (as: As, input: unknown) => door.call(server.url, input, as);
  const inputOf = freshInputs(fixture, door);
  const control = await ask(inShop(a, owner), await inputOf(owner));
  expect.soft(control, "the control").toMatchObject({ reason: undefined });
  expect(control.status).toBeLessThan(300);

  if (fixture.endsBrowsers) strangers = undefined;
  strangers ??= await strangersTo(world);
  const input = await inputOf(owner);
  const before = await stateOf(world, a);
  for (const { label, as, reason } of strangers) {
    const answer = await ask(as, input);
    expect(server.faults, `faults caused by ${label}`).toEqual([]);
    expect(answer.reason, `${label} at ${door.label}`).toBe(reason);
  }
  for (const role of ROLES.filter((one) => !roleHas(one, fixture.permission)))
    expect((await ask(inShop(a, a.staff[role]), input)).reason, `role ${role}`).toBe("request.forbidden");
  await walkForeign(door, fixture, input);
  expect(await stateOf(world, a), "the merchant's rows after all refusals").toEqual(before);
  await walkScopes(door, fixture, inputOf);
  await walkKeys(door, fixture, inputOf);

  // The very input that everybody else was refused with is good.
  expect((await ask(inShop(a, owner), input)).reason, "the owner with the refused input").toBeUndefined();
  for (const role of ROLES.filter((one) => roleHas(one, fixture.permission))) {
    const by = a.staff[role];
    const answer = await ask(inShop(a, by), await inputOf(by));
    expect(answer.reason, `role ${role}`).toBeUndefined();
    const token = await ask({ bearer: by.bearer }, await inputOf(by));
    expect(token.reason, `bearer of role ${role}`).toBeUndefined();
  }
  expect(server.faults, "faults the server logged").toEqual([]);
  if (fixture.endsBrowsers) strangers = undefined;
}

/** A question leaves its input as good as it was: one serves all callers. An act gets fresh rows for each. */
function freshInputs(fixture: MerchantFixture, { path }: Door): (by: Member) => Promise<unknown> {
  const { a } = world;
  if (typeOf(path) !== "query") return (by) => fixture.input(world, a, by);
  let input: Promise<unknown> | undefined;
  return (by) => (input ??= fixture.input(world, a, by));
}

/** B's people in their own shop with A's ids: the stated reason, or their own affairs without a trace of A. */
async function walkForeign(door: Door, fixture: MerchantFixture, input: unknown): Promise<void> {
  const { a, b, server } = world;
  const callers: [string, As][] = [
    ["B's owner", inShop(b, b.staff.owner)],
    ["B's token", { bearer: b.staff.owner.bearer }],
  ];
  if (isScope(fixture.permission))
    callers.push(["B's browser", { bearer: (await pairBrowser(b.staff.owner)).accessToken }]);
  const { key, apiKey } = await newApiKey(b.staff.owner);
  if (isKeyScope(fixture.permission) && !fixture.peopleOnly) callers.push(["B's key", { apiKey: key }]);
  for (const [label, as] of callers) {
    // A call that uses up what it is about does so once, also in one's own shop.
    if (fixture.foreign === "own") await connected(b);
    const answer = await door.call(server.url, input, as);
    expect(answer.reason ?? "own", `${label} with A's input`).toBe(fixture.foreign);
    expect(leaksIn(answer.text, await tracesOf(world, a, answer.text), input), `traces of A for ${label}`).toEqual([]);
  }
  await revokeApiKey(b.staff.owner.ctx, { keyId: apiKey.id });
}

async function walkScopes(
  door: Door,
  { permission }: MerchantFixture,
  inputOf: (by: Member) => Promise<unknown>,
): Promise<void> {
  const { a, server } = world;
  const by = a.staff.owner;
  const ask = async (scopes: readonly ExtensionScope[], sent: unknown) => {
    const { accessToken } = await pairBrowser(by, scopes);
    return (await door.call(server.url, sent, { bearer: accessToken })).reason;
  };
  expect(await ask(scopesWithout(permission), await inputOf(by)), "a browser without the scope").toBe(
    "request.scope_missing",
  );
  if (isScope(permission))
    expect(await ask([permission], await inputOf(by)), "a browser with it alone").toBeUndefined();
}

/** A key has what its scopes and its creator's role of today both allow, without any header that names the merchant. */
async function walkKeys(
  door: Door,
  fixture: MerchantFixture,
  inputOf: (by: Member) => Promise<unknown>,
): Promise<void> {
  const { a, server } = world;
  const ask = async (by: Member, scopes: readonly ApiKeyScope[], sent: unknown, meanwhile?: () => Promise<unknown>) => {
    const { key, apiKey } = await newApiKey(by, scopes);
    await meanwhile?.();
    const { reason } = await door.call(server.url, sent, { apiKey: key });
    await revokeApiKey(a.staff.owner.ctx, { keyId: apiKey.id });
    return reason;
  };
  const { owner } = a.staff;
  const { permission, alsoScopes = [], peopleOnly } = fixture;
  const input = await inputOf(owner);
  expect(await ask(owner, keyScopesWithout(permission), input), "a key without the scope").toBe(
    "api_keys.scope_missing",
  );
  if (!isKeyScope(permission)) return;
  if (!roleHas("support", permission)) {
    const demoted = await member(server, a.merchantId, "admin");
    const demote = () => server.database.sql`update memberships set role = 'support' where user_id = ${demoted.userId}`;
    expect(await ask(demoted, API_KEY_SCOPES, input, demote), "the key of a demoted admin").toBe("request.forbidden");
  }
  expect(await ask(owner, [permission, ...alsoScopes], input), "a key with it alone").toBe(
    peopleOnly ? "api_keys.not_a_person" : undefined,
  );
}
