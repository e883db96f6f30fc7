import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMembership, createMerchant } from "@nexusone/testing/merchants";
import { MerchantId } from "@nexusone/contracts/ids";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, MINUTE_MS } from "../clock.ts";
import { authenticateSession, serviceContextOf } from "./authenticate.ts";
import { changePassword } from "./change-password.ts";
import { contextOf, distant, newcomer, PASSWORD, reasonOf } from "./identity.fixture.ts";
import { me } from "./me.ts";
import { listSessions, revokeSession, signOut, signOutEverywhere } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import { updateProfile } from "./update-profile.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

const isLive = async (token: string) => (await authenticateSession({ platform, token })) !== undefined;
const signInAgain = (email: string) => signIn(clientContext(platform), { email, password: PASSWORD }, distant);

describe("authenticateSession", () => {
  it("[AUT-03] knows nobody by an unknown token", async () => {
    expect(await authenticateSession({ platform, token: "x".repeat(43) })).toBeUndefined();
    expect(await authenticateSession({ platform, token: "" })).toBeUndefined();
  });

  it("[AUT-04] [AUT-06] gives the role in one's own merchant and none in another's", async () => {
    const [mine, theirs] = [await newcomer(platform), await newcomer(platform)];
    const own = await authenticateSession({ platform, token: mine.token, merchantId: mine.merchantId });
    expect(own && serviceContextOf({ platform, requestId: "r" }, own)).toMatchObject({
      merchantId: mine.merchantId,
      actor: { kind: "user", userId: mine.userId, role: "owner" },
    });
    const foreign = await authenticateSession({ platform, token: mine.token, merchantId: theirs.merchantId });
    expect(foreign?.user.id).toBe(mine.userId);
    expect(foreign?.membership).toBeUndefined();
    expect(foreign && serviceContextOf({ platform, requestId: "r" }, foreign)).toBeUndefined();
  });

  it("takes a changed role and an ended membership into account at the very next request", async () => {
    const person = await newcomer(platform);
    const merchant = await createMerchant(database.db);
    const merchantId = MerchantId.parse(merchant.id);
    await createMembership(database.db, { merchantId, userId: person.userId, role: "admin" });
    const roleNow = async () =>
      (await authenticateSession({ platform, token: person.token, merchantId }))?.membership?.role;
    expect(await roleNow()).toBe("admin");
    await database.sql`update memberships set role = 'support' where user_id = ${person.userId} and merchant_id = ${merchantId}`;
    expect(await roleNow()).toBe("support");
    await database.sql`delete from memberships where user_id = ${person.userId} and merchant_id = ${merchantId}`;
    expect(await roleNow()).toBeUndefined();
  });

  it("[AUT-03] lasts 30 days from the last use", async () => {
    const used = await newcomer(platform);
    const idle = await newcomer(platform);
    platform.clock.advance(29 * DAY_MS);
    expect((await authenticateSession({ platform, token: used.token }))?.renewed).toBe(true);
    platform.clock.advance(DAY_MS);
    expect(await isLive(idle.token)).toBe(false);
    expect(await isLive(used.token)).toBe(true);
    platform.clock.advance(30 * DAY_MS);
    expect(await isLive(used.token)).toBe(false);
  });

  it("writes its last use at most once a minute", async () => {
    const { token, userId } = await newcomer(platform);
    const version = async () =>
      (await database.sql`select xmin from user_sessions where user_id = ${userId}`)[0]?.["xmin"];
    const before = await version();
    platform.clock.advance(MINUTE_MS);
    expect((await authenticateSession({ platform, token }))?.renewed).toBe(false);
    expect(await version()).toBe(before);
    platform.clock.advance(1);
    expect((await authenticateSession({ platform, token }))?.renewed).toBe(true);
    expect(await version()).not.toBe(before);
  });
});

describe("sessions", () => {
  it("[AUT-03] are listed, and revoked one at a time", async () => {
    const person = await newcomer(platform);
    platform.clock.advance(MINUTE_MS);
    const other = await signInAgain(person.email);
    const ctx = await contextOf(platform, person);
    const sessions = await listSessions(ctx);
    expect(sessions.map((session) => session.current)).toEqual([false, true]);
    await revokeSession(ctx, { sessionId: sessions[0]!.id });
    expect(await isLive(other.token)).toBe(false);
    expect(await isLive(person.token)).toBe(true);
    expect(await listSessions(ctx)).toHaveLength(1);
  });

  it("of somebody else are neither listed nor revocable", async () => {
    const [mine, theirs] = [await newcomer(platform), await newcomer(platform)];
    const [myCtx, theirCtx] = [await contextOf(platform, mine), await contextOf(platform, theirs)];
    const [theirSession] = await listSessions(theirCtx);
    expect((await listSessions(myCtx)).map((session) => session.id)).not.toContain(theirSession!.id);
    expect(await reasonOf(revokeSession(myCtx, { sessionId: theirSession!.id }))).toBe("request.not_found");
    expect(await isLive(theirs.token)).toBe(true);
    // The control: the same call by its owner ends it.
    await revokeSession(theirCtx, { sessionId: theirSession!.id });
    expect(await isLive(theirs.token)).toBe(false);
  });

  it("[AUT-03] end on sign-out, here or everywhere", async () => {
    const person = await newcomer(platform);
    const [second, third] = [await signInAgain(person.email), await signInAgain(person.email)];
    const bystander = await newcomer(platform);
    await signOut(await contextOf(platform, person));
    expect([await isLive(person.token), await isLive(second.token)]).toEqual([false, true]);
    await signOutEverywhere(await contextOf(platform, second));
    expect([await isLive(second.token), await isLive(third.token)]).toEqual([false, false]);
    expect(await isLive(bystander.token)).toBe(true);
  });

  it("other than the present one end with the password", async () => {
    const person = await newcomer(platform);
    const other = await signInAgain(person.email);
    const ctx = await contextOf(platform, person);
    const newPassword = "an entirely new one";
    expect(await reasonOf(changePassword(ctx, { currentPassword: "wrong", newPassword }))).toBe(
      "identity.password_wrong",
    );
    expect(await reasonOf(changePassword(ctx, { currentPassword: PASSWORD, newPassword: "password123" }))).toBe(
      "identity.password_weak",
    );
    expect(await isLive(other.token)).toBe(true);
    await changePassword(ctx, { currentPassword: PASSWORD, newPassword });
    expect([await isLive(other.token), await isLive(person.token)]).toEqual([false, true]);
    expect(await reasonOf(signInAgain(person.email))).toBe("identity.credentials_wrong");
  });
});

describe("profile", () => {
  it("[AUT-06] changes one's own row and no other", async () => {
    const [mine, theirs] = [await newcomer(platform), await newcomer(platform)];
    const ctx = await contextOf(platform, mine);
    const after = await updateProfile(ctx, { name: "New Name", locale: "fr", phoneNumber: "+33700000001" });
    expect(after.user).toMatchObject({ name: "New Name", locale: "fr", phoneNumber: "+33700000001" });
    expect(await me(ctx)).toEqual(after);
    const other = await contextOf(platform, theirs);
    expect((await me(other)).user.name).toBe("Zoé Martin");
    expect(await reasonOf(updateProfile(other, { phoneNumber: "+33700000001" }))).toBe("identity.phone_taken");
    expect((await updateProfile(ctx, { phoneNumber: null })).user.phoneNumber).toBeNull();
    expect((await updateProfile(ctx, {})).user.name).toBe("New Name");
  });
});
