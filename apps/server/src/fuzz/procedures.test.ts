import { isReasonCode } from "@nexusone/contracts/reasons";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fixtures, type Fixture } from "../isolation/fixtures.ts";
import { leaksIn, tracesOf } from "../isolation/traces.ts";
import { buildWorld, connected, forgetLimits, pairBrowser, person, type World } from "../isolation/world.ts";
import { restDoorsOf, trpcDoor, type Answer, type As } from "../testing/call.ts";
import { nasty, placesIn, spoiled, UNSTORABLE } from "./nasty.ts";

let world: World;
let ofA: Set<string>;
let ofB: Set<string>;
beforeAll(async () => {
  world = await buildWorld();
  ofA = await tracesOf(world, world.a);
  ofB = await tracesOf(world, world.b);
});
beforeEach(async () => {
  await forgetLimits(world);
  for (const shop of [world.a, world.b]) await connected(shop);
});
afterAll(() => world.server.stop());

const RUNS = 25;

/** Whatever was sent: never a fault of ours, always a reason of the registry, never anything of the other merchant. */
function judge(answer: Answer, sent: unknown, traces: ReadonlySet<string>): void {
  expect(answer.status, answer.text).not.toBe(500);
  expect(answer.reason, answer.text).not.toBe("request.internal");
  if (answer.status >= 400 || answer.reason !== undefined) expect(isReasonCode(answer.reason), answer.text).toBe(true);
  expect(leaksIn(answer.text, traces, sent)).toEqual([]);
  expect(world.server.takeFaults(), "faults the server logged").toEqual([]);
}

/** A public call proves by what it sends that it is about A; everybody else is of B. */
function foreignTo(fixture: Fixture): ReadonlySet<string> {
  if (fixture.kind === "public") return ofB;
  const isNamed = fixture.kind === "platform_admin" && fixture.namesShops === true;
  return isNamed ? new Set([...ofA].filter((trace) => trace !== world.a.merchantId)) : ofA;
}

/** A valid input, and somebody of merchant B who may make such a call. */
async function baseOf(fixture: Fixture): Promise<{ input: unknown; as: () => Promise<As> }> {
  const { a, b, server } = world;
  const { owner } = b.staff;
  switch (fixture.kind) {
    case "merchant":
      return {
        // The ids of A on purpose: what is left of them must not open anything.
        input: await fixture.input(world, a, a.staff.owner),
        as: async () => ({ cookie: owner.cookie, merchantId: b.merchantId }),
      };
    case "extension": {
      const { accessToken } = await pairBrowser(owner);
      return { input: fixture.input ?? {}, as: async () => ({ bearer: accessToken }) };
    }
    case "user": {
      const input = await fixture.input(world, await person(server));
      return { input, as: async () => ({ cookie: (await person(server)).cookie }) };
    }
    case "platform_admin": {
      const admin = await person(server, { isPlatformAdmin: true });
      return { input: fixture.input(world, b), as: async () => ({ cookie: admin.cookie }) };
    }
    case "public":
      return { input: await fixture.input(world), as: async () => ({}) };
    case "stream":
      return { input: { afterSeq: 0 }, as: async () => ({}) };
  }
}

describe.each(Object.entries(fixtures as Record<string, Fixture>))("%s", (path, fixture) => {
  it.each([trpcDoor(path), ...restDoorsOf(path)].map((door) => [door.label, door] as const))(
    "[SEC-05] [SEC-06] %s answers garbage with a reason, never with a fault or another merchant's data",
    async (_label, door) => {
      const { input, as } = await baseOf(fixture);
      const traces = foreignTo(fixture);
      await fc.assert(
        fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: spoiled(input) }, nasty), async (sent) => {
          judge(await door.call(world.server.url, sent, await as()), sent, traces);
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );

  it("[SEC-05] answers text that no database keeps, in every field it has", async () => {
    const { input, as } = await baseOf(fixture);
    const traces = foreignTo(fixture);
    for (const index of placesIn(input).keys()) {
      for (const text of UNSTORABLE) {
        const sent = structuredClone(input);
        const place = placesIn(sent)[index];
        if (place) place.parent[place.key] = text;
        judge(await trpcDoor(path).call(world.server.url, sent, await as()), sent, traces);
      }
    }
  });
});
