import type { MerchantId } from "@nexusone/contracts/ids";
import { authenticateSession, serviceContextOf } from "@nexusone/core/identity/authenticate";
import { mailedToken, newcomer, reasonOf, signUpInput } from "@nexusone/core/identity/identity.fixture";
import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal, RequestContext } from "../context.ts";
import { createCallerFactory, router } from "../trpc.ts";
import { identityRouter } from "./identity.ts";
import { merchantsRouter } from "./merchants.ts";
import { teamRouter } from "./team.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const routers = router({ identity: identityRouter, merchants: merchantsRouter, team: teamRouter });
const createCaller = createCallerFactory(routers);
const PUBLIC = [
  "identity.consumeMagicLink",
  "identity.findMe",
  "identity.issueToken",
  "identity.requestMagicLink",
  "identity.requestPasswordReset",
  "identity.resetPassword",
  "identity.signIn",
  "identity.signUp",
  "identity.verifyEmail",
  "team.acceptInvitation",
];

/** A browser: keeps its cookie, and is resolved anew before each call like by the server. Streams play no part here. */
function browser(merchantId?: MerchantId) {
  const cookie: { token: string | null } = { token: null };
  const answers: unknown[] = [];
  const call = async <T>(fn: (caller: ReturnType<typeof createCaller>) => Promise<T>): Promise<T> => {
    const client = clientContext(platform);
    const who = cookie.token ? await authenticateSession({ platform, token: cookie.token, merchantId }) : undefined;
    const service = who && serviceContextOf(client, who);
    const principal: Principal = who
      ? { kind: "user", user: who.user, via: "cookie", ...(service ? { service } : {}) }
      : { kind: "anonymous" };
    const context = {
      ...client,
      principal,
      merchantId,
      loopback: false,
      setSessionCookie: (token: string | null) => void (cookie.token = token),
      takeLimit: async () => undefined,
    };
    const answer = await fn(createCaller(context as Partial<RequestContext> as RequestContext));
    answers.push(answer);
    return answer;
  };
  return { call, cookie, answers };
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "nothing was refused",
    (error: unknown) => (error instanceof TRPCError ? reasonOf(Promise.reject(error.cause)) : String(error)),
  );

describe("identity over the wire", () => {
  it("[AUT-02] needs a signed-in person for everything but what leads to a sign-in", async () => {
    const open: string[] = [];
    for (const path of Object.keys(routers._def.procedures)) {
      const reason = await refusal(
        browser().call((caller) => {
          const [area, name] = path.split(".") as ["identity", "me"];
          return (caller[area][name] as (input: unknown) => Promise<unknown>)({ unreadable: true });
        }),
      );
      if (reason !== "request.unauthenticated") open.push(path);
    }
    expect(open.toSorted()).toEqual(PUBLIC);
  });

  it("[AUT-01] puts the session's token into the cookie and into no answer", async () => {
    const web = browser();
    const { password, name, ...rest } = signUpInput("wire@example.com");
    await web.call((caller) => caller.identity.signUp({ password, name, ...rest }));
    const first = web.cookie.token;
    expect(first).toMatch(/^[\w-]{43}$/);
    expect((await web.call((caller) => caller.identity.me())).user.email).toBe("wire@example.com");
    expect((await web.call((caller) => caller.identity.findMe()))?.user.email).toBe("wire@example.com");
    await web.call((caller) => caller.identity.listSessions());
    expect(JSON.stringify(web.answers)).not.toContain(first);
    await web.call((caller) => caller.identity.signOut());
    expect(web.cookie.token).toBeNull();
    await web.call((caller) => caller.identity.signIn({ email: "WIRE@example.com ", password }));
    expect(web.cookie.token).not.toBe(first);
    await web.call((caller) => caller.identity.signOutEverywhere());
    expect(await refusal(web.call((caller) => caller.identity.me()))).toBe("request.unauthenticated");
    expect(await web.call((caller) => caller.identity.findMe())).toBeNull();
  });

  it("[AUT-01] signs in by a mailed link", async () => {
    const { email } = await newcomer(platform);
    const web = browser();
    await web.call((caller) => caller.identity.requestMagicLink({ email }));
    const token = await mailedToken(platform, email, "magic");
    await web.call((caller) => caller.identity.consumeMagicLink({ token }));
    expect((await web.call((caller) => caller.identity.me())).user.email).toBe(email);
  });

  it("[AUT-06] acts for no merchant that the person does not belong to, and needs one to be named", async () => {
    const [mine, theirs] = [await newcomer(platform), await newcomer(platform)];
    const settings = (merchantId?: MerchantId) => {
      const web = browser(merchantId);
      web.cookie.token = mine.token;
      return refusal(web.call((caller) => caller.merchants.getSettings()));
    };
    expect(await settings(mine.merchantId)).toBe("nothing was refused");
    expect(await settings(theirs.merchantId)).toBe("request.merchant_forbidden");
    expect(await settings()).toBe("request.merchant_required");
  });

  it("[SEC-05] refuses malformed input with what is wrong, before any work is done", async () => {
    const good = signUpInput("valid@example.com");
    const bad = [
      { ...good, email: "no address" },
      { ...good, email: `${"a".repeat(250)}@example.com` },
      { ...good, password: "short" },
      { ...good, password: "x".repeat(201) },
      { ...good, name: " " },
      { ...good, merchantName: "" },
      { ...good, currency: "ZZZ" },
      { ...good, destinationCountry: "France" },
      { ...good, phoneNumber: "0612345678" },
      { ...good, locale: "xx" },
      { ...good, email: { $ne: null } },
      null,
    ];
    for (const input of bad) {
      const call = browser().call((caller) => caller.identity.signUp(input as never));
      const error = await call.catch((each: unknown) => each);
      expect((error as TRPCError).code, JSON.stringify(input)).toBe("BAD_REQUEST");
    }
    expect(await test.sql`select 1 from users where email = 'valid@example.com'`).toHaveLength(0);
  });

  it("[SEC-06] stores hostile text as text", async () => {
    const web = browser();
    const hostile = `'); drop table users; --`;
    const email = "o'hara@example.com";
    await web.call((caller) => caller.identity.signUp({ ...signUpInput(email), name: hostile, merchantName: hostile }));
    const { user, memberships } = await web.call((caller) => caller.identity.me());
    expect([user.name, user.email, memberships[0]?.name]).toEqual([hostile, email, hostile]);
  });

  it("[SEC-07] keeps hashes and other columns of the database to itself", async () => {
    const { token, merchantId } = await newcomer(platform);
    const web = browser(merchantId);
    web.cookie.token = token;
    await web.call((caller) => caller.identity.me());
    await web.call((caller) => caller.identity.listSessions());
    await web.call((caller) => caller.merchants.getSettings());
    await web.call((caller) => caller.team.list());
    expect(JSON.stringify(web.answers)).not.toMatch(/argon2|hash/i);
  });
});
