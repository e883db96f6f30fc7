import type { ExtensionTokens } from "@nexusone/contracts/extension";
import { describe, expect, it } from "vitest";
import { browser } from "./memory.fixture.ts";
import { Refused } from "./refused.ts";
import type { Stores } from "./stores.ts";
import { createTokens } from "./tokens.ts";

const PAIRING = { serverUrl: "https://a.test", merchantName: "Shop", merchantSlug: "shop", locale: null } as const;

/**
 * The server's side of the contract: one successor per refresh token, the same one when asked again, reuse once the successor
 * was used. Using an access token uses its refresh token too.
 */
function server() {
  const successors = new Map<string, string>();
  const used = new Set<string>(["r0"]);
  let revoked: string | undefined;
  let calls = 0;
  const tokens = (refresh: string): ExtensionTokens => ({
    accessToken: `access of ${refresh}`,
    accessExpiresAt: "2026-01-01T00:15:00Z",
    refreshToken: refresh,
    sessionExpiresAt: "2026-02-01T00:00:00Z",
    // Ids are branded at the edge; these never reach one.
    ...({ sessionId: "s1", merchantId: "m1" } as unknown as Pick<ExtensionTokens, "sessionId" | "merchantId">),
  });
  return {
    first: tokens("r0"),
    calls: () => calls,
    end: (code: string) => (revoked = code),
    refresh: async (_: string, presented: string): Promise<ExtensionTokens> => {
      calls += 1;
      await Promise.resolve();
      if (revoked) throw new Refused(revoked);
      if (!used.has(presented) && presented !== [...successors.values()].at(-1))
        throw new Refused("extension.token_invalid");
      used.add(presented);
      const known = successors.get(presented);
      if (known !== undefined && used.has(known)) {
        revoked = "extension.refresh_reused";
        throw new Refused(revoked);
      }
      const successor = known ?? `r${successors.size + 1}`;
      successors.set(presented, successor);
      return tokens(successor);
    },
    use(access: string): string {
      const refresh = access.replace("access of ", "");
      if (revoked) throw new Refused(revoked);
      used.add(refresh);
      return access;
    },
  };
}

const MINUTE = 60_000;
const run = (stores: Stores, at: number, served: ReturnType<typeof server>) =>
  createTokens({ stores, now: () => at, refresh: served.refresh });

describe("tokens", () => {
  it("[EXT-08] uses the access token until it runs out, then renews it", async () => {
    const [chrome, served] = [browser(), server()];
    await run(chrome.worker(), 0, served).begin(PAIRING, served.first);
    expect((await run(chrome.worker(), 13 * MINUTE, served).credentials()).token).toBe("access of r0");
    expect((await run(chrome.worker(), 15 * MINUTE, served).credentials()).token).toBe("access of r1");
    expect(served.calls()).toBe(1);
  });

  it("[EXT-08] renews after the browser was closed, because access tokens are not kept on disk", async () => {
    const [chrome, served] = [browser(), server()];
    await run(chrome.worker(), 0, served).begin(PAIRING, served.first);
    expect([...chrome.disk.values()].join()).not.toContain("access of");
    chrome.restart();
    expect((await run(chrome.worker(), MINUTE, served).credentials()).token).toBe("access of r1");
  });

  it("[EXT-08] asks the server once when many questions find the token run out", async () => {
    const [chrome, served] = [browser(), server()];
    await run(chrome.worker(), 0, served).begin(PAIRING, served.first);
    const tokens = run(chrome.worker(), 20 * MINUTE, served);
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.credentials()));
    expect(new Set(all.map(({ token }) => token))).toEqual(new Set(["access of r1"]));
    expect(served.calls()).toBe(1);
  });

  it("[EXT-08] uses the newer token when the refused one was replaced meanwhile", async () => {
    const [chrome, served] = [browser(), server()];
    const tokens = run(chrome.worker(), 0, served);
    await tokens.begin(PAIRING, served.first);
    await tokens.renew("access of r0");
    expect((await tokens.renew("access of r0")).token).toBe("access of r1");
    expect(served.calls()).toBe(1);
  });

  it("[EXT-08] keeps the session when the worker dies at any step of a refresh, and dies again", async () => {
    let steps = Number.POSITIVE_INFINITY;
    for (let diesAt = 1; diesAt <= steps + 1; diesAt++) {
      const [chrome, served] = [browser(), server()];
      await run(chrome.worker(), 0, served).begin(PAIRING, served.first);
      const at = 20 * MINUTE;
      for (const again of [diesAt, diesAt]) {
        const stores = chrome.worker(again);
        const died = run(stores, at, served).credentials();
        const outcome = await Promise.race([died, settled()]);
        if (outcome) served.use(outcome.token);
        // The first run that got through says how many steps there are to die at.
        if (outcome && steps === Number.POSITIVE_INFINITY) steps = stores.touched();
      }
      const survivor = await run(chrome.worker(), at, served).credentials();
      expect(served.use(survivor.token)).toBe(survivor.token);
      const later = await run(chrome.worker(), at + 20 * MINUTE, served).credentials();
      expect(served.use(later.token)).toBe(later.token);
    }
    expect(steps).toBeGreaterThan(4);
  });

  it.each([
    "extension.session_revoked",
    "extension.session_expired",
    "extension.disconnected",
    "extension.token_invalid",
  ])("[EXT-10] forgets the tokens and remembers why when a refresh is answered with %s", async (code) => {
    const [chrome, served] = [browser(), server()];
    await run(chrome.worker(), 0, served).begin(PAIRING, served.first);
    served.end(code);
    const tokens = run(chrome.worker(), 20 * MINUTE, served);
    await expect(tokens.credentials()).rejects.toMatchObject({ code });
    expect([...chrome.disk.values(), ...chrome.memory.values()].join()).not.toMatch(/r0|access of/);
    await expect(tokens.credentials()).rejects.toMatchObject({ code });
    expect(served.calls()).toBe(1);
  });

  it("keeps the pairing when the server is unreachable", async () => {
    const [chrome, served] = [browser(), server()];
    await run(chrome.worker(), 0, served).begin(PAIRING, served.first);
    const down = async () => {
      throw new Refused("extension.server_unreachable");
    };
    const offline = createTokens({ stores: chrome.worker(), now: () => 20 * MINUTE, refresh: down });
    await expect(offline.credentials()).rejects.toMatchObject({ code: "extension.server_unreachable" });
    expect((await run(chrome.worker(), 20 * MINUTE, served).credentials()).token).toBe("access of r1");
  });

  it("an old session's end does not take a newer pairing with it", async () => {
    const [chrome, served] = [browser(), server()];
    const tokens = run(chrome.worker(), 0, served);
    await tokens.begin(PAIRING, served.first);
    await tokens.end("extension.session_revoked", {}, "another session");
    expect((await tokens.credentials()).token).toBe("access of r0");
  });
});

/** Long enough for every microtask of a run that is going to end. */
const settled = () => new Promise<undefined>((done) => setTimeout(() => done(undefined), 5));
