import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { EXTENSION_SCOPES } from "@nexusone/contracts/permissions";
import {
  clientContext,
  createStaffedMerchant,
  createTestPlatform,
  type TestPlatform,
} from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Failpoint } from "../failpoints.ts";
import { hashToken } from "../secrets/keyring.ts";
import { createPairing } from "./create-pairing.ts";
import { pairedBrowser, reasonOf, refresh, request } from "./extension.fixture.ts";
import { pair } from "./pair.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase();
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const CHILD = fileURLToPath(new URL("./crash.fixture.ts", import.meta.url));

/** Runs the verb in another process and waits until SIGKILL ends it at the failpoint. */
async function killedAt(name: Failpoint, verb: "pair" | "refresh", secret: string): Promise<void> {
  const env = { ...process.env, NEXUSONE_FAILPOINT: name };
  const child = spawn(process.execPath, [CHILD, test.appUrl, verb, secret], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  expect(said).toContain(`failpoint ${name}`);
  expect(signal).toBe("SIGKILL");
}

const chain = (sessionId: string) =>
  test.sql`select token_hash, successor_hash from extension_refresh_tokens where session_id = ${sessionId} order by id`;

describe("a server process killed in the middle", () => {
  it("[EXT-05] of a pairing leaves the code good and no session", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const { pairingCode } = await createPairing(ctx, { name: "Chrome", scopes: [...EXTENSION_SCOPES] });
    await killedAt("extension.pair.before_commit", "pair", pairingCode);
    const sessions = await test.sql`select 1 from chrome_extension_sessions where merchant_id = ${ctx.merchantId}`;
    expect(sessions).toHaveLength(0);
    await request(platform, await pair(clientContext(platform), { code: pairingCode, browser: "Chrome" }));
  });

  it("[EXT-08] of a rotation leaves the old token good", async () => {
    const { tokens } = await pairedBrowser(platform);
    await killedAt("extension.refresh.after_rotate", "refresh", tokens.refreshToken);
    expect(await chain(tokens.sessionId)).toHaveLength(1);
    const next = await refresh(platform, tokens);
    await request(platform, next);
  });

  it("[EXT-08] after the rotation and before its answer hands out that same successor and keeps the session", async () => {
    const { tokens } = await pairedBrowser(platform);
    await killedAt("extension.refresh.after_commit", "refresh", tokens.refreshToken);
    const [old, successor] = await chain(tokens.sessionId);
    expect(old?.["successor_hash"]).toBe(successor?.["token_hash"]);
    const next = await refresh(platform, tokens);
    expect(hashToken(next.refreshToken)).toBe(successor?.["token_hash"]);
    await request(platform, next);
    // From here the old token can only be a thief's.
    expect(await reasonOf(refresh(platform, tokens))).toBe("extension.refresh_reused");
  });
});
