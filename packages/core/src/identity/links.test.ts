import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import { authenticateSession } from "./authenticate.ts";
import { consumeMagicLink } from "./consume-magic-link.ts";
import { contextOf, distant, mailedToken, newcomer, PASSWORD, reasonOf, signUpInput } from "./identity.fixture.ts";
import { requestMagicLink, requestPasswordReset } from "./request-link.ts";
import { resetPassword } from "./reset-password.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { THROTTLES } from "./throttle.ts";
import { resendVerification, verifyEmail } from "./verify-email.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

const client = () => clientContext(platform);
const isVerified = async (email: string) =>
  (await database.sql`select email_verified_at from users where email = ${email}`)[0]?.["email_verified_at"] !== null;

async function verified() {
  const person = await newcomer(platform);
  await verifyEmail(client(), { token: await mailedToken(platform, person.email, "verify") });
  return person;
}

async function magicToken(email: string): Promise<string> {
  await requestMagicLink(client(), { email, locale: "en" });
  return mailedToken(platform, email, "magic");
}

async function resetToken(email: string): Promise<string> {
  await requestPasswordReset(client(), { email, locale: "en" });
  return mailedToken(platform, email, "reset");
}

describe("magic links", () => {
  it("[AUT-01] sign in whoever reads the mail", async () => {
    const person = await verified();
    const signedIn = await consumeMagicLink(client(), { token: await magicToken(person.email) }, distant);
    expect((await authenticateSession({ platform, token: signedIn.token }))?.user.id).toBe(person.userId);
  });

  it("work once, also when opened at the same moment", async () => {
    const { email } = await verified();
    const token = await magicToken(email);
    const reasons = await Promise.all(
      Array.from({ length: 6 }, () => reasonOf(consumeMagicLink(client(), { token }, distant))),
    );
    expect(reasons.toSorted()).toEqual([...Array(5).fill("identity.link_invalid"), "nothing was refused"]);
  });

  it("end after 15 minutes", async () => {
    const { email } = await verified();
    const token = await magicToken(email);
    platform.clock.advance(15 * MINUTE_MS);
    expect(await reasonOf(consumeMagicLink(client(), { token }, distant))).toBe("identity.link_invalid");
  });

  it("are good for their own purpose only", async () => {
    const { email } = await verified();
    const token = await magicToken(email);
    const password = "another good one";
    expect(await reasonOf(resetPassword(client(), { token, password }))).toBe("identity.link_invalid");
    expect(await reasonOf(verifyEmail(client(), { token }))).toBe("identity.link_invalid");
    expect(await reasonOf(consumeMagicLink(client(), { token }, distant))).toBe("nothing was refused");
  });

  it("are answered and throttled alike for unknown addresses, which get no mail", async () => {
    const { email } = await verified();
    for (const address of [email, "stranger@example.com"]) {
      const ask = () => reasonOf(requestMagicLink(client(), { email: address, locale: "en" }));
      const answers: string[] = [];
      for (let n = 0; n <= THROTTLES.link.account.limit; n += 1) answers.push(await ask());
      expect(answers).toEqual([
        ...Array(THROTTLES.link.account.limit).fill("nothing was refused"),
        "identity.sign_in_throttled",
      ]);
    }
    await mailedToken(platform, email, "magic");
    expect(platform.mails.filter((mail) => mail.to === "stranger@example.com")).toEqual([]);
  });

  it("take an account away from a stranger who signed up with somebody else's address", async () => {
    const stranger = await newcomer(platform);
    const signedIn = await consumeMagicLink(client(), { token: await magicToken(stranger.email) }, distant);
    expect(signedIn.me.user.emailVerified).toBe(true);
    expect(await authenticateSession({ platform, token: stranger.token })).toBeUndefined();
    const again = signIn(client(), { email: stranger.email, password: PASSWORD }, distant);
    expect(await reasonOf(again)).toBe("identity.credentials_wrong");
  });

  it("leave password and sessions of a proven account alone", async () => {
    const person = await verified();
    await consumeMagicLink(client(), { token: await magicToken(person.email) }, distant);
    expect(await authenticateSession({ platform, token: person.token })).toBeDefined();
    const again = signIn(client(), { email: person.email, password: PASSWORD }, distant);
    expect(await reasonOf(again)).toBe("nothing was refused");
  });
});

describe("verification", () => {
  it("[AUT-01] confirms the address once, for three days", async () => {
    const { email } = await newcomer(platform);
    const token = await mailedToken(platform, email, "verify");
    expect(await isVerified(email)).toBe(false);
    platform.clock.advance(3 * DAY_MS - 1);
    await verifyEmail(client(), { token });
    expect(await isVerified(email)).toBe(true);
    expect(await reasonOf(verifyEmail(client(), { token }))).toBe("identity.link_invalid");
  });

  it("is refused late, and mailed again on request until it is done", async () => {
    const person = await newcomer(platform);
    const late = await mailedToken(platform, person.email, "verify");
    platform.clock.advance(3 * DAY_MS);
    expect(await reasonOf(verifyEmail(client(), { token: late }))).toBe("identity.link_invalid");
    const ctx = await contextOf(platform, person);
    await resendVerification(ctx);
    await expect.poll(() => platform.mails.filter((mail) => mail.to === person.email)).toHaveLength(2);
    const token = await mailedToken(platform, person.email, "verify");
    expect(token).not.toBe(late);
    await verifyEmail(client(), { token });
    await resendVerification(ctx);
    await requestMagicLink(client(), { email: person.email, locale: "en" });
    await mailedToken(platform, person.email, "magic");
    expect(platform.mails.filter((mail) => mail.to === person.email)).toHaveLength(3);
  });
});

describe("password reset", () => {
  it("[AUT-01] [AUT-03] sets the new password and ends every session", async () => {
    const person = await verified();
    const token = await resetToken(person.email);
    await resetPassword(client(), { token, password: "an entirely new one" });
    expect(await authenticateSession({ platform, token: person.token })).toBeUndefined();
    const withOld = signIn(client(), { email: person.email, password: PASSWORD }, distant);
    expect(await reasonOf(withOld)).toBe("identity.credentials_wrong");
    const withNew = signIn(client(), { email: person.email, password: "an entirely new one" }, distant);
    expect(await reasonOf(withNew)).toBe("nothing was refused");
    expect(await reasonOf(resetPassword(client(), { token, password: "one more password" }))).toBe(
      "identity.link_invalid",
    );
  });

  it("makes sign-in links that were mailed before worthless", async () => {
    const { email } = await verified();
    const magic = await magicToken(email);
    await resetPassword(client(), { token: await resetToken(email), password: "an entirely new one" });
    expect(await reasonOf(consumeMagicLink(client(), { token: magic }, distant))).toBe("identity.link_invalid");
  });

  it("keeps the link good when the new password is refused, and ends it after an hour", async () => {
    const { email } = await verified();
    const token = await resetToken(email);
    const weak = resetPassword(client(), { token, password: email });
    expect(await reasonOf(weak)).toBe("identity.password_weak");
    platform.clock.advance(HOUR_MS - 1);
    expect(await reasonOf(resetPassword(client(), { token, password: "an entirely new one" }))).toBe(
      "nothing was refused",
    );
    const later = await resetToken(email);
    platform.clock.advance(HOUR_MS);
    expect(await reasonOf(resetPassword(client(), { token: later, password: "one more password" }))).toBe(
      "identity.link_invalid",
    );
  });
});

describe("what stands in a mail", () => {
  it("treats a person's name as text and the subject as one line", async () => {
    const name = `<img src=x onerror="alert(1)">`;
    await signUp(client(), signUpInput("markup@example.com", { name }));
    await mailedToken(platform, "markup@example.com", "verify");
    const mail = platform.mails.find((each) => each.to === "markup@example.com");
    expect(mail?.html).not.toContain("<img");
    expect(mail?.html).toContain("&#60;img");
    expect(mail?.text).toContain(name);
  });
});
