import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import type { SandboxControl } from "@nexusone/sandbox/control";
import type { World } from "../world.ts";
import type { Person } from "./api.ts";

/** A page of the admin on which this person is signed in. */
export async function openAdmin(
  context: BrowserContext,
  world: World,
  who: Person,
  path = "/catalogue",
): Promise<Page> {
  const [name = "", value = ""] = who.cookie.split("=");
  await context.addCookies([{ url: world.serverUrl, name, value }]);
  const page = await context.newPage();
  await page.goto(`${world.serverUrl}/m/${who.slug}${path}`);
  return page;
}

/** The newest link mailed to an address whose path holds `part`. */
export async function mailedLink(sandbox: SandboxControl, to: string, part: string): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(async () => {
      const mails = await sandbox.mails.list({ to });
      found = mails.flatMap(({ links }) => links).findLast((link) => link.includes(part));
      return found;
    })
    .toBeDefined();
  return found ?? "";
}

/** Imports CJ products by id and waits until each is in the catalogue. */
export async function importAll(owner: Person, pids: readonly string[]): Promise<void> {
  const { id } = await owner.mutate<{ id: string }>("imports.preview", { items: pids.map((ref) => ({ ref })) });
  await owner.mutate("imports.commit", { previewId: id });
  const state = async () => (await owner.query<{ state: string }>("imports.get", { id })).state;
  await expect.poll(state, { timeout: 90_000, interval: 300 }).toBe("done");
}
