import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMembership, createMerchant, createUser } from "@nexusone/testing/merchants";
import { AccessTokenView } from "@nexusone/contracts/identity";
import { MerchantId } from "@nexusone/contracts/ids";
import { decodeJwt, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MINUTE_MS } from "../clock.ts";
import { createKeyring } from "../secrets/keyring.ts";
import { authenticateBearer } from "./authenticate.ts";
import { contextOf, distant, newcomer, PASSWORD, reasonOf } from "./identity.fixture.ts";
import { issueAccessToken } from "./issue-access-token.ts";
import { listSessions, revokeSession } from "./sessions.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

const issue = (email: string, merchantId?: MerchantId, password = PASSWORD) =>
  issueAccessToken(clientContext(platform), { email, password, ...(merchantId ? { merchantId } : {}) }, distant);
const refusal = (jwt: string) => reasonOf(authenticateBearer({ platform, jwt }));

/** A token like ours, with one thing different. */
async function forged(jwt: string, change: { claims?: object; key?: Uint8Array; expires?: number; alg?: string }) {
  const claims = { ...decodeJwt(jwt), ...change.claims };
  if (change.expires) claims.exp = change.expires;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: change.alg ?? "HS256" })
    .sign(change.key ?? platform.keyring.derive("jwt"));
}

describe("bearer tokens", () => {
  it("[AUT-01] [AUT-03] speak for user, session and merchant for 15 minutes", async () => {
    const person = await newcomer(platform);
    const issued = AccessTokenView.parse(await issue(person.email));
    expect(issued.merchantId).toBe(person.merchantId);
    const claims = decodeJwt(issued.accessToken);
    expect(claims).toMatchObject({ sub: person.userId, mid: person.merchantId, aud: "nexusone-api" });
    expect(claims.exp! - claims.iat!).toBeLessThanOrEqual(15 * 60);
    expect(new Date(issued.expiresAt).getTime()).toBe(claims.exp! * 1_000);
    const who = await authenticateBearer({ platform, jwt: issued.accessToken });
    expect(who).toMatchObject({
      user: { id: person.userId, sessionId: claims["sid"] },
      membership: { merchantId: person.merchantId, role: "owner", plan: "free" },
    });
  });

  it("[AUT-03] that we did not sign for this purpose, or that ended, are refused", async () => {
    const { email } = await newcomer(platform);
    const { accessToken: jwt } = await issue(email);
    expect(await refusal(await forged(jwt, {}))).toBe("nothing was refused");
    const long = "another secret that is long enough for a key";
    const bad = {
      "another key": await forged(jwt, { key: createKeyring([long]).derive("jwt") }),
      "another purpose of the key": await forged(jwt, { key: platform.keyring.derive("cookie") }),
      "another audience": await forged(jwt, { claims: { aud: "nexusone-extension" } }),
      "another issuer": await forged(jwt, { claims: { iss: "somebody" } }),
      "another algorithm": await forged(jwt, {
        alg: "HS512",
        key: Buffer.concat([platform.keyring.derive("jwt"), Buffer.alloc(32)]),
      }),
      "an end in the past": await forged(jwt, { expires: Math.floor(Date.now() / 1_000) - 1 }),
      "no end": await forged(jwt, { claims: { exp: undefined } }),
      "no ids": await forged(jwt, { claims: { sid: "1", mid: "2" } }),
      "no signature": `${btoa('{"alg":"none"}').replace(/=+$/, "")}.${jwt.split(".")[1]}.`,
      "no token": "Bearer",
    };
    for (const [what, token] of Object.entries(bad)) expect(await refusal(token), what).toBe("identity.token_invalid");
  });

  it("[AUT-03] end with their session, which its owner can see and revoke", async () => {
    const person = await newcomer(platform);
    const { accessToken: jwt } = await issue(person.email);
    const ctx = await contextOf(platform, person);
    const session = (await listSessions(ctx)).find((each) => !each.current);
    await revokeSession(ctx, { sessionId: session!.id });
    expect(await refusal(jwt)).toBe("identity.session_expired");
  });

  it("do not prolong their session, so none is left behind", async () => {
    const person = await newcomer(platform);
    const { accessToken: jwt } = await issue(person.email);
    platform.clock.advance(14 * MINUTE_MS);
    await authenticateBearer({ platform, jwt });
    platform.clock.advance(MINUTE_MS);
    expect(await refusal(jwt)).toBe("identity.session_expired");
    expect(await listSessions(await contextOf(platform, person))).toHaveLength(1);
  });

  it("[AUT-06] are for one merchant: a request that names another finds no membership", async () => {
    const person = await newcomer(platform);
    const second = MerchantId.parse((await createMerchant(database.db)).id);
    await createMembership(database.db, { merchantId: second, userId: person.userId, role: "support" });
    expect(await reasonOf(issue(person.email))).toBe("request.merchant_required");
    const { accessToken: jwt } = await issue(person.email, second);
    expect((await authenticateBearer({ platform, jwt, merchantId: second })).membership?.role).toBe("support");
    const other = await authenticateBearer({ platform, jwt, merchantId: person.merchantId });
    expect(other).toMatchObject({ claimedMerchantId: second });
    expect(other.membership).toBeUndefined();
  });

  it("are not given for a stranger's merchant, a wrong password or to somebody without a merchant", async () => {
    const [mine, theirs] = [await newcomer(platform), await newcomer(platform)];
    expect(await reasonOf(issue(mine.email, theirs.merchantId))).toBe("request.merchant_forbidden");
    expect(await reasonOf(issue(mine.email, mine.merchantId, "wrong password"))).toBe("identity.credentials_wrong");
    const { id } = await createUser(database.db);
    const [homeless] = await database.sql`
      update users set password_hash = (select password_hash from users where email = ${mine.email})
      where id = ${id} returning email`;
    expect(await reasonOf(issue(homeless!["email"] as string))).toBe("request.merchant_required");
  });

  it("of someone else's session do not work: session and user must fit", async () => {
    const [mine, theirs] = [await newcomer(platform), await newcomer(platform)];
    const { accessToken: jwt } = await issue(mine.email);
    expect(await refusal(await forged(jwt, { claims: { sub: theirs.userId } }))).toBe("identity.session_expired");
  });
});
