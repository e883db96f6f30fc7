import { MeView } from "@nexusone/contracts/identity";
import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authenticateSession } from "./authenticate.ts";
import { mailedToken, newcomer, reasonOf, signUpInput } from "./identity.fixture.ts";
import { signUp } from "./sign-up.ts";
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

describe("signUp", () => {
  it("[AUT-01] [AUT-10] creates the person and a merchant they own, and signs in", async () => {
    const signedIn = await signUp(clientContext(platform), signUpInput("zoe@example.com"));
    expect(MeView.parse(signedIn.me)).toMatchObject({
      user: { email: "zoe@example.com", phoneNumber: null, emailVerified: false, isPlatformAdmin: false },
      memberships: [{ slug: "cafe-lumiere", name: "Café Lumière", role: "owner", plan: "free", isDemo: false }],
    });
    const merchantId = signedIn.me.memberships[0]?.merchantId;
    const who = await authenticateSession({ platform, token: signedIn.token, merchantId });
    expect(who?.membership).toMatchObject({ merchantId, role: "owner", plan: "free" });
  });

  it("gives the merchant its destination's VAT and zone, a dated reference rate, a price rule and an event", async () => {
    const { merchantId } = await newcomer(platform);
    const [row] = await database.sql`
      select vat_rate_bps, timezone, default_price_rule, rate, source, e.type from merchants m
      join fx_rates f on f.merchant_id = m.id join events e on e.merchant_id = m.id where m.id = ${merchantId}`;
    expect(row).toMatchObject({
      vat_rate_bps: 2000,
      timezone: "Europe/Paris",
      default_price_rule: { kind: "multiplier", factor: "2.5", of: "landed", ending: { step: 100, minor: 99 } },
      source: "reference",
      type: "merchant.created",
    });
    expect(Number(row?.["rate"])).toBeGreaterThan(0);
  });

  it("mails a verification link in the language of the newcomer", async () => {
    await signUp(clientContext(platform), signUpInput("fr@example.com", { locale: "fr" }));
    expect(await mailedToken(platform, "fr@example.com", "verify")).toMatch(/^[\w-]{43}$/);
    expect(platform.mails[0]).toMatchObject({ subject: "Confirmez votre adresse e-mail" });
  });

  it("keeps the account when the mail server refuses, and says so in the log without the link", async () => {
    const logged: unknown[] = [];
    const failing = createTestPlatform(database.db, {
      mailer: { send: () => Promise.reject(new Error("550 no")), close: () => undefined },
      log: { ...platform.log, error: (fields, message) => void logged.push({ fields, message }) },
    });
    const signedIn = await signUp(clientContext(failing), signUpInput("nomail@example.com"));
    expect(await authenticateSession({ platform, token: signedIn.token })).toBeDefined();
    await expect.poll(() => logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toMatch(/token=|nomail@/);
  });

  it("refuses a second account for an address and leaves nothing of it", async () => {
    await signUp(clientContext(platform), signUpInput("twice@example.com"));
    const again = signUp(clientContext(platform), signUpInput("twice@example.com", { merchantName: "Second Try" }));
    expect(await reasonOf(again)).toBe("identity.email_taken");
    expect(await database.sql`select 1 from merchants where name = 'Second Try'`).toHaveLength(0);
  });

  it("lets one of many simultaneous sign-ups with one address through", async () => {
    const input = signUpInput("race@example.com", { merchantName: "Race" });
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => signUp(clientContext(platform), input)));
    expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    expect(await database.sql`select 1 from merchants where name = 'Race'`).toHaveLength(1);
  });

  it("[AUT-10] keeps phone numbers unique among staff, and optional", async () => {
    const phoneNumber = "+33612345678";
    await signUp(clientContext(platform), signUpInput("phone1@example.com", { phoneNumber }));
    const second = signUp(clientContext(platform), signUpInput("phone2@example.com", { phoneNumber }));
    expect(await reasonOf(second)).toBe("identity.phone_taken");
    expect(await database.sql`select 1 from users where email = 'phone2@example.com'`).toHaveLength(0);
  });

  it("finds a free slug for merchants of the same name, at the same time too", async () => {
    const input = (n: number) => signUpInput(`slug${n}@example.com`, { merchantName: "Same Name" });
    const all = await Promise.all([1, 2, 3, 4].map((n) => signUp(clientContext(platform), input(n))));
    const slugs = all.map((each) => each.me.memberships[0]?.slug);
    expect(new Set(slugs).size).toBe(4);
    expect(slugs.every((slug) => slug?.startsWith("same-name"))).toBe(true);
  });

  it("refuses weak passwords and addresses of the demo", async () => {
    for (const password of ["password123", "aaaaaaaaaaaa", "1234567890", "azertyuiop"])
      expect(
        await reasonOf(signUp(clientContext(platform), signUpInput("weak@example.com", { password }))),
        password,
      ).toBe("identity.password_weak");
    expect(await reasonOf(signUp(clientContext(platform), signUpInput("x@demo.nexusone.test")))).toBe(
      "identity.demo_refused",
    );
  });

  it("is throttled per network address", async () => {
    const client = clientContext(platform);
    const { limit } = THROTTLES.signUp.address;
    const again = (n: number) => reasonOf(signUp(client, signUpInput(`flood${n % 5}@example.com`)));
    const reasons = new Set<string>();
    for (let n = 0; n <= limit; n += 1) reasons.add(await again(n));
    expect(reasons).toContain("identity.sign_in_throttled");
    expect(await reasonOf(signUp(clientContext(platform), signUpInput("calm@example.com")))).toBe(
      "nothing was refused",
    );
  });

  it("stores neither password nor session token as they are", async () => {
    const { token, email } = await newcomer(platform);
    const [user] = await database.sql`select password_hash from users where email = ${email}`;
    expect(user?.["password_hash"]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await database.sql`select 1 from user_sessions where token_hash = ${token}`).toHaveLength(0);
  });
});
