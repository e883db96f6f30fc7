import { createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { pairedBrowser, reasonOf, refresh, request } from "./extension.fixture.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase({ max: 10 });
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const revocations = (merchantId: string) =>
  test.sql`select payload from events where merchant_id = ${merchantId} and type = 'extension.revoked'`;

describe("refreshing an extension session", () => {
  it("[EXT-08] each exchange gives another refresh token and an access token that works", async () => {
    const { tokens } = await pairedBrowser(platform);
    const seen = new Set([tokens.refreshToken]);
    let current = tokens;
    for (let n = 0; n < 4; n++) {
      current = await refresh(platform, current);
      seen.add(current.refreshToken);
      await request(platform, current);
    }
    expect(seen.size).toBe(5);
  });

  it("[EXT-08] a worker that died between the answer and the write gets the same successor again", async () => {
    const { tokens } = await pairedBrowser(platform);
    const lost = await refresh(platform, tokens);
    const again = await refresh(platform, tokens);
    expect(again.refreshToken).toBe(lost.refreshToken);
    await request(platform, again);
    const next = await refresh(platform, again);
    expect(next.refreshToken).not.toBe(again.refreshToken);
  });

  it("[EXT-08] the old access token does not end the grace of a refresh whose answer was lost", async () => {
    const { tokens } = await pairedBrowser(platform);
    const second = await refresh(platform, tokens);
    await request(platform, second);
    const lost = await refresh(platform, second);
    await request(platform, second);
    expect((await refresh(platform, second)).refreshToken).toBe(lost.refreshToken);
  });

  it("[EXT-08] ten refreshes at once get one successor and the session is kept", async () => {
    const { tokens } = await pairedBrowser(platform);
    const all = await Promise.all(Array.from({ length: 10 }, () => refresh(platform, tokens)));
    expect(new Set(all.map((each) => each.refreshToken)).size).toBe(1);
    await request(platform, all[9]!);
    await refresh(platform, all[0]!);
    const rows = await test.sql`select 1 from extension_refresh_tokens where session_id = ${tokens.sessionId}`;
    expect(rows).toHaveLength(3);
  });

  it("[EXT-08] [EXT-10] a stolen token replayed after its successor was exchanged ends the session for both", async () => {
    const { tokens, merchant } = await pairedBrowser(platform);
    const second = await refresh(platform, tokens);
    const third = await refresh(platform, second);
    expect(await reasonOf(refresh(platform, tokens))).toBe("extension.refresh_reused");
    expect(await reasonOf(request(platform, third))).toBe("extension.refresh_reused");
    expect(await reasonOf(refresh(platform, third))).toBe("extension.refresh_reused");
    expect(await reasonOf(refresh(platform, tokens))).toBe("extension.refresh_reused");
    const events = await revocations(merchant.id);
    expect(events.map((event) => event["payload"])).toEqual([
      { sessionId: tokens.sessionId, reason: "extension.refresh_reused" },
    ]);
  });

  it("[EXT-08] [EXT-10] a stolen token replayed after its successor's access token made a request ends the session", async () => {
    const { tokens } = await pairedBrowser(platform);
    const second = await refresh(platform, tokens);
    await request(platform, second);
    expect(await reasonOf(refresh(platform, tokens))).toBe("extension.refresh_reused");
    expect(await reasonOf(request(platform, second))).toBe("extension.refresh_reused");
  });

  it("[EXT-10] however many replay a stolen token at once, the session ends once", async () => {
    const { tokens, merchant } = await pairedBrowser(platform);
    await refresh(platform, await refresh(platform, tokens));
    const reasons = await Promise.all(Array.from({ length: 10 }, () => reasonOf(refresh(platform, tokens))));
    expect(new Set(reasons)).toEqual(new Set(["extension.refresh_reused"]));
    expect(await revocations(merchant.id)).toHaveLength(1);
  });

  it("[EXT-10] a theft in one session leaves the other sessions alone", async () => {
    const stolen = await pairedBrowser(platform);
    const other = await pairedBrowser(platform);
    await refresh(platform, await refresh(platform, stolen.tokens));
    await reasonOf(refresh(platform, stolen.tokens));
    await request(platform, other.tokens);
    await refresh(platform, other.tokens);
  });

  it("[EXT-08] refreshing and requesting at once never deadlocks or loses the session", async () => {
    const { tokens } = await pairedBrowser(platform);
    let current = tokens;
    for (let n = 0; n < 10; n++) {
      const [next] = await Promise.all([
        refresh(platform, current),
        ...Array.from({ length: 5 }, () => request(platform, current)),
        refresh(platform, current),
      ]);
      platform.clock.advance(61_000);
      current = next;
    }
    await request(platform, current);
  });

  it("[EXT-08] a session slides 30 days with use and ends 90 days after pairing whatever happens", async () => {
    const { tokens } = await pairedBrowser(platform);
    const paired = platform.clock.now().getTime();
    const ends = (days: number) => new Date(paired + days * DAY_MS).toISOString();
    let current = tokens;
    const seen = [current.sessionExpiresAt];
    for (const day of [20, 20, 20, 20]) {
      platform.clock.advance(day * DAY_MS);
      current = await refresh(platform, current);
      seen.push(current.sessionExpiresAt);
    }
    expect(seen).toEqual([ends(30), ends(50), ends(70), ends(90), ends(90)]);
    platform.clock.advance(10 * DAY_MS);
    expect(await reasonOf(refresh(platform, current))).toBe("extension.session_expired");
    expect(await reasonOf(request(platform, current))).toBe("extension.session_expired");
  });

  it("[EXT-08] a session unused for 30 days has expired", async () => {
    const { tokens } = await pairedBrowser(platform);
    platform.clock.advance(30 * DAY_MS);
    expect(await reasonOf(refresh(platform, tokens))).toBe("extension.session_expired");
  });

  it("[EXT-08] an unknown token is refused and ends nothing", async () => {
    const { tokens } = await pairedBrowser(platform);
    expect(await reasonOf(refresh(platform, { refreshToken: "x".repeat(43) }))).toBe("extension.token_invalid");
    await request(platform, tokens);
  });

  it("[EXT-11] without Premium nothing is exchanged, and the same token works again after the upgrade", async () => {
    const { tokens, merchant } = await pairedBrowser(platform);
    await test.sql`update merchant_plans set plan = 'free' where merchant_id = ${merchant.id}`;
    expect(await reasonOf(refresh(platform, tokens))).toBe("extension.premium_required");
    await test.sql`update merchant_plans set plan = 'premium' where merchant_id = ${merchant.id}`;
    await request(platform, await refresh(platform, tokens));
  });

  it("[EXT-08] no refresh token of the chain is stored in clear, and the sealed one goes once it was used", async () => {
    const { tokens } = await pairedBrowser(platform);
    const second = await refresh(platform, tokens);
    const chain = () =>
      test.sql`select * from extension_refresh_tokens where session_id = ${tokens.sessionId} order by id`;
    const before = await chain();
    expect(before[0]?.["successor_sealed"]).toMatch(/^v1\./);
    for (const token of [tokens.refreshToken, second.refreshToken]) expect(JSON.stringify(before)).not.toContain(token);
    await request(platform, second);
    expect((await chain())[0]?.["successor_sealed"]).toBeNull();
  });
});
