import { readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { ROLES } from "@nexusone/contracts/permissions";
import { manifestOf, unpack, useFiles } from "@nexusone/core/archive/archive.fixture";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { strangersTo } from "../isolation/strangers.ts";
import { buildWorld, pairBrowser, type World } from "../isolation/world.ts";
import { headersOf, type As } from "../testing/call.ts";
import { ARCHIVE_PATH } from "./archive.ts";

const newFile = useFiles();
let world: World;
beforeAll(async () => {
  world = await buildWorld();
}, 120_000);
afterAll(() => world.server.stop());

describe("POST /api/archive", () => {
  const ask = (as: As) => fetch(`${world.server.url}${ARCHIVE_PATH}`, { method: "POST", headers: headersOf(as) });
  const reasonOf = async (as: As) => ((await (await ask(as)).json()) as { error?: { reason?: string } }).error?.reason;

  it("[GDP-06] hands owners their archive and leaves nothing on disk", async () => {
    const { owner } = world.a.staff;
    const answer = await ask({ cookie: owner.cookie, merchantId: world.a.merchantId });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment/);
    const file = newFile("download.tar.gz");
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    expect(manifestOf(await unpack(file)).merchant.id).toBe(world.a.merchantId);
    expect(statSync(file).size).toBe(Number(answer.headers.get("content-length")));
    await expect.poll(() => readdirSync(tmpdir()).filter((name) => name.startsWith("nexusone-export-"))).toEqual([]);
  });

  it("[AUT-02] [AUT-04] refuses everybody else, each with the reason", async () => {
    for (const { label, as, reason } of await strangersTo(world)) expect(await reasonOf(as), label).toBe(reason);
    for (const role of ROLES.filter((one) => one !== "owner"))
      expect(await reasonOf({ cookie: world.a.staff[role].cookie, merchantId: world.a.merchantId })).toBe(
        "request.forbidden",
      );
    const { accessToken } = await pairBrowser(world.a.staff.owner);
    expect(await reasonOf({ bearer: accessToken })).toBe("request.scope_missing");
    expect(world.server.takeFaults()).toEqual([]);
  });
});
