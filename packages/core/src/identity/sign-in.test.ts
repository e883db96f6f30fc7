import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createUser } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authenticateSession } from "./authenticate.ts";
import { consumeMagicLink } from "./consume-magic-link.ts";
import { distant, mailedToken, near, newcomer, PASSWORD, reasonOf } from "./identity.fixture.ts";
import { hashPassword } from "./password.ts";
import { requestMagicLink } from "./request-link.ts";
import { signIn } from "./sign-in.ts";
import { THROTTLES } from "./throttle.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

const attempt = (email: string, password: string, client = clientContext(platform)) =>
  signIn(client, { email, password }, distant);

describe("signIn", () => {
  it("[AUT-01] opens a session of its own with address and password", async () => {
    const person = await newcomer(platform);
    const signedIn = await attempt(person.email, PASSWORD);
    expect(signedIn.me).toEqual(person.me);
    expect(signedIn.token).not.toBe(person.token);
    expect((await authenticateSession({ platform, token: signedIn.token }))?.user.id).toBe(person.userId);
  });

  it("answers alike for a wrong password, an unknown address and an account without password", async () => {
    const { email } = await newcomer(platform);
    const linkOnly = await createUser(database.db);
    for (const unknown of [email, "nobody@example.com", linkOnly.email])
      expect(await reasonOf(attempt(unknown, "wrong password"))).toBe("identity.credentials_wrong");
  });

  it("works as hard for an unknown address as for a known one", async () => {
    const { email } = await newcomer(platform);
    const timeOf = async (address: string) => {
      const times: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        const start = performance.now();
        await reasonOf(attempt(address, "wrong password"));
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    await timeOf("warm-up@example.com");
    const [known, unknown] = [await timeOf(email), await timeOf("nobody-2@example.com")];
    // Without the same hashing an unknown address answers in a fraction of the time.
    expect(unknown).toBeGreaterThan(known * 0.4);
  });

  it("throttles an account from wherever the guesses come, and says how long", async () => {
    const { email } = await newcomer(platform);
    const { limit } = THROTTLES.signIn.account;
    for (let n = 0; n < limit; n += 1)
      expect(await reasonOf(attempt(email, "wrong password"))).toBe("identity.credentials_wrong");
    const refused = await attempt(email, PASSWORD).catch((error: unknown) => error);
    expect(refused).toMatchObject({ reason: "identity.sign_in_throttled", details: { seconds: expect.any(Number) } });
    const other = await newcomer(platform);
    expect(await reasonOf(attempt(other.email, PASSWORD))).toBe("nothing was refused");
  });

  it("throttles simultaneous guesses exactly", async () => {
    const { email } = await newcomer(platform);
    const { limit } = THROTTLES.signIn.account;
    const tries = Array.from({ length: limit + 10 }, () => reasonOf(attempt(email, "wrong password")));
    const reasons = await Promise.all(tries);
    expect(reasons.filter((reason) => reason === "identity.credentials_wrong")).toHaveLength(limit);
  });

  it("throttles an address of the network across accounts, without locking those accounts", async () => {
    const client = clientContext(platform);
    const { limit } = THROTTLES.signIn.address;
    const guesses = Array.from({ length: limit }, (_, n) =>
      reasonOf(attempt(`g${n}@example.com`, "wrong one", client)),
    );
    await Promise.all(guesses);
    const { email } = await newcomer(platform);
    for (let n = 0; n <= THROTTLES.signIn.account.limit; n += 1)
      expect(await reasonOf(attempt(email, PASSWORD, client))).toBe("identity.sign_in_throttled");
    expect(await reasonOf(attempt(email, PASSWORD))).toBe("nothing was refused");
  });

  it("counts failures only: signing in often is no attack", async () => {
    const { email } = await newcomer(platform);
    for (let n = 0; n < THROTTLES.signIn.account.limit + 3; n += 1) await attempt(email, PASSWORD);
  });
});

describe("demo accounts", () => {
  const demo = () => createTestPlatform(database.db, { config: { ...platform.config, demo: true } });
  const email = "owner@demo.nexusone.test";
  beforeAll(async () => {
    await createUser(database.db, { email, passwordHash: await hashPassword("nexusone-demo") });
  });

  it("sign in on this computer and nowhere else", async () => {
    const input = { email, password: "nexusone-demo" };
    expect((await signIn(clientContext(demo()), input, near)).me.user.email).toBe(email);
    expect(await reasonOf(signIn(clientContext(demo()), input, distant))).toBe("identity.demo_refused");
    expect(await reasonOf(signIn(clientContext(platform), input, near))).toBe("identity.demo_refused");
  });

  it("do not come in by a mailed link either, and their sessions end with the demo", async () => {
    const here = demo();
    await requestMagicLink(clientContext(here), { email, locale: "en" });
    const token = await mailedToken(here, email, "magic");
    expect(await reasonOf(consumeMagicLink(clientContext(here), { token }, distant))).toBe("identity.demo_refused");
    const signedIn = await consumeMagicLink(clientContext(here), { token }, near);
    expect(await authenticateSession({ platform: here, token: signedIn.token })).toBeDefined();
    expect(await authenticateSession({ platform, token: signedIn.token })).toBeUndefined();
  });
});
