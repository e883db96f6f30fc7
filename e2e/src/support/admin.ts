import type { BrowserContext, Page } from "playwright-core";
import type { SandboxControl } from "@nexusone/sandbox/control";
import type { World } from "../world.ts";
import type { Person } from "./api.ts";
import { until } from "./until.ts";

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
  const find = async () => {
    const mails = await sandbox.mails.list({ to });
    return mails.flatMap(({ links }) => links).findLast((link) => link.includes(part));
  };
  const link = await until(find, (found) => found !== undefined);
  return link ?? "";
}

type Import = { id: string; state: string; rows: { name: string; state: string; reason: string | null }[] };

/** Imports CJ products by id and resolves with the import's id once each is in the catalogue. */
export async function importAll(owner: Person, pids: readonly string[]): Promise<string> {
  const { id } = await owner.mutate<{ id: string }>("imports.preview", { items: pids.map((ref) => ({ ref })) });
  await owner.mutate("imports.commit", { previewId: id });
  await until(
    () => owner.query<Import>("imports.get", { id }),
    ({ state }) => state === "done",
    120_000,
  );
  return id;
}
