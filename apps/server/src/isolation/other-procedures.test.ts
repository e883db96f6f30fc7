import { doorsOf, restProcedures } from "@nexusone/api/rest/procedures";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { procedurePaths, trpcDoor, typeOf, type As } from "../testing/call.ts";
import { fixtures, fixturesOf, type Fixture } from "./fixtures.ts";
import { scopesWithout, strangersTo } from "./strangers.ts";
import { leaksIn, stateOf, tracesOf } from "./traces.ts";
import { bearerOf, buildWorld, forgetLimits, newApiKey, pairBrowser, person, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
beforeEach(() => forgetLimits(world));
afterAll(() => world.server.stop());

const ask = (path: string, input: unknown, as: As) => trpcDoor(path).call(world.server.url, input, as);
const kindOf = (path: string) => (fixtures as Record<string, Fixture>)[path]?.kind;

describe("the surface", () => {
  it("[AUT-02] has a fixture for every procedure and for nothing else", () => {
    expect(Object.keys(fixtures).sort()).toEqual([...procedurePaths].sort());
  });

  it("[AUT-02] lets nobody but a signed-in caller near anything that is not listed as public", async () => {
    const open: string[] = [];
    for (const path of procedurePaths.filter((one) => typeOf(one) !== "subscription")) {
      const { reason } = await ask(path, { unreadable: true }, {});
      if (reason !== "request.unauthenticated") open.push(path);
    }
    expect(open.sort()).toEqual(
      fixturesOf("public")
        .map(([path]) => path)
        .sort(),
    );
    expect(open).toMatchSnapshot();
  });

  it("has exactly these paths and REST doors", () => {
    expect(procedurePaths.map((path) => `${typeOf(path)} ${path}: ${kindOf(path)}`).sort()).toMatchSnapshot();
    const doors = restProcedures().flatMap(({ path, route }) =>
      doorsOf(route).map((door) => `${door.method} ${door.path} -> ${path}`),
    );
    expect(doors.sort()).toMatchSnapshot();
  });
});

describe("public procedures", () => {
  it.each(fixturesOf("public"))("[AUT-02] %s answers anybody once, writing nothing for B", async (path, fixture) => {
    const { server, b } = world;
    const input = await fixture.input(world);
    const [before, traces] = [await stateOf(world, b), await tracesOf(world, b)];
    const answer = await ask(path, input, {});
    expect(answer.reason).toBeUndefined();
    expect(leaksIn(answer.text, traces, input)).toEqual([]);
    if (fixture.spent) expect((await ask(path, input, {})).reason, "a second time").toBe(fixture.spent);
    expect(await stateOf(world, b)).toEqual(before);
    expect(server.faults).toEqual([]);
  });
});

describe("procedures about oneself", () => {
  it.each(fixturesOf("user"))("[AUT-02] %s is for the signed-in person alone", async (path, fixture) => {
    const { server, a, b } = world;
    const [me, other] = [await person(server), await person(server)];
    expect((await ask(path, await fixture.input(world, me), { cookie: me.cookie })).reason, "control").toBeUndefined();

    const who = await person(server);
    const input = await fixture.input(world, who);
    expect((await ask(path, input, {})).reason).toBe("request.unauthenticated");
    expect((await ask(path, input, { cookie: "y".repeat(43) })).reason).toBe("request.unauthenticated");
    const { accessToken } = await pairBrowser(a.staff.owner);
    expect((await ask(path, input, { bearer: accessToken })).reason, "a paired browser").toBe(
      "request.unauthenticated",
    );
    const { key } = await newApiKey(a.staff.owner);
    expect((await ask(path, input, { apiKey: key })).reason, "a key").toBe("api_keys.not_a_person");
    const foreignPage = { cookie: who.cookie, headers: { origin: "https://evil.example" } };
    expect((await ask(path, input, foreignPage)).reason).toBe("request.origin_refused");

    const traces = new Set([...(await tracesOf(world, b)), who.email, who.userId]);
    const foreign = await ask(path, input, { cookie: other.cookie });
    expect(foreign.reason ?? "own", "somebody else").toBe(fixture.foreign);
    expect(leaksIn(foreign.text, traces, input)).toEqual([]);

    expect((await ask(path, input, { cookie: who.cookie })).reason, "the person").toBeUndefined();
    if (fixture.endsSession) {
      expect((await ask("identity.me", {}, { cookie: who.cookie })).reason).toBe("request.unauthenticated");
    } else {
      const bearer = await bearerOf(server, who, a.merchantId);
      expect((await ask("identity.me", {}, { bearer })).reason, "by token").toBeUndefined();
    }
    expect(server.faults).toEqual([]);
  });
});

describe("procedures of the platform", () => {
  it.each(fixturesOf("platform_admin"))("[AUT-02] [AUT-04] %s is for platform admins", async (path, fixture) => {
    const { server, a, b, outsider } = world;
    const input = fixture.input(world, a);
    const { accessToken } = await pairBrowser(a.staff.owner);
    const { key } = await newApiKey(a.staff.owner);
    const before = await stateOf(world, a);
    for (const as of [{ cookie: outsider.cookie }, { cookie: b.staff.owner.cookie }, { bearer: a.staff.owner.bearer }])
      expect((await ask(path, input, as)).reason).toBe("identity.platform_admin_only");
    const own = { cookie: a.staff.owner.cookie, merchantId: a.merchantId };
    expect((await ask(path, input, own)).reason, "the merchant's own owner").toBe("identity.platform_admin_only");
    expect((await ask(path, input, {})).reason).toBe("request.unauthenticated");
    expect((await ask(path, input, { bearer: accessToken })).reason).toBe("request.unauthenticated");
    expect((await ask(path, input, { apiKey: key })).reason, "a key").toBe("api_keys.not_a_person");
    expect(await stateOf(world, a)).toEqual(before);

    const admin = await person(server, { isPlatformAdmin: true });
    expect((await ask(path, input, { cookie: admin.cookie })).reason, "an admin").toBeUndefined();
    expect(server.faults).toEqual([]);
  });
});

describe("procedures of a paired browser", () => {
  it.each(fixturesOf("extension"))(
    "[AUT-02] [EXT-06] %s is for paired browsers",
    async (path, { scope, input = {} }) => {
      const { server, a, b } = world;
      for (const { label, as, reason } of await strangersTo(world))
        expect((await ask(path, input, as)).reason, label).toBe(reason);
      const inShop = { cookie: a.staff.owner.cookie, merchantId: a.merchantId };
      expect((await ask(path, input, inShop)).reason, "a person").toBe("extension.not_paired");
      if (scope) {
        const { accessToken } = await pairBrowser(a.staff.owner, scopesWithout(scope));
        expect((await ask(path, input, { bearer: accessToken })).reason).toBe("request.scope_missing");
      }
      const traces = await tracesOf(world, b);
      const { accessToken } = await pairBrowser(a.staff.owner);
      const answer = await ask(path, input, { bearer: accessToken });
      expect(answer.reason, "a paired browser").toBeUndefined();
      expect(leaksIn(answer.text, traces, {})).toEqual([]);
      expect(server.faults).toEqual([]);
    },
  );
});
