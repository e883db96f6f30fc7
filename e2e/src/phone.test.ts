import { createSandboxControl } from "@nexusone/sandbox/control";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sideways } from "./shots/check.ts";
import { importAll, openAdmin } from "./support/admin.ts";
import { findImported, signInByApi, type Person } from "./support/api.ts";
import { worldOfWorker } from "./support/journey.ts";

const world = worldOfWorker();
let browser: Browser;
let page: Page;
let owner: Person;
let productId = "";
let importId = "";
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  owner = await signInByApi(world);
  const { pid, name } = await createSandboxControl(world.sandboxUrl).products.find("color-size", 71);
  importId = await importAll(owner, [pid]);
  productId = (await findImported(owner, name))?.id ?? "";
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: "en-GB",
  });
  context.setDefaultTimeout(6_000);
  page = await openAdmin(context, world, owner);
});
afterAll(() => browser.close());

/** A file is chosen by its label; the input itself is out of sight. */
type Role = "file" | "heading" | "link" | "button" | "searchbox" | "textbox" | "switch" | "combobox";
/** What people come to a screen for, and where their thumb must reach it. */
const SCREENS: readonly (readonly [path: string | (() => string), role: Role, name: RegExp])[] = [
  ["/catalogue", "link", /^Import products$/],
  ["/catalogue/new", "button", /^Create the product$/],
  [() => `/catalogue/${productId}`, "button", /^Change the rule$/],
  ["/sourcing", "searchbox", /^Search CJ's products$/],
  ["/sourcing/categories", "button", /^Set$/],
  ["/imports", "link", /^Import products$/],
  ["/imports/new", "button", /^Preview/],
  [() => `/imports/${importId}`, "link", /catalogue/i],
  ["/customers", "searchbox", /^Search customers$/],
  ["/earnings", "link", /^30 days$/],
  ["/system", "link", /./],
  ["/analytics", "button", /./],
  ["/notifications", "button", /./],
  ["/settings", "link", /^General/],
  ["/settings/general", "textbox", /./],
  ["/settings/cj", "button", /./],
  ["/settings/extension", "button", /./],
  ["/settings/team", "button", /./],
  ["/settings/profile", "button", /./],
  ["/settings/plan", "heading", /^Ledger of credits$/],
  ["/settings/api", "button", /./],
  ["/settings/webhooks", "button", /./],
  ["/settings/notifications", "switch", /./],
  ["/settings/media", "file", /^Upload pictures/],
  ["/settings/data", "button", /./],
  ["/settings/usage", "link", /./],
  ["/settings/audit", "button", /./],
];

describe("on a phone of 390 px", () => {
  it.each(
    SCREENS.map(([path, role, name]) => ({
      path,
      role,
      name,
      screen: typeof path === "string" ? path : path.toString().slice(6, -1),
    })),
  )("[UIX-04] $screen fits, and a thumb reaches its $role $name", async ({ path, role, name }) => {
    await page.goto(`${world.serverUrl}/m/${owner.slug}${typeof path === "string" ? path : path()}`);
    const main = page.locator("#main");
    const action = (
      role === "file" ? main.locator("label", { hasText: name }) : main.getByRole(role, { name })
    ).first();
    await action.waitFor();
    await page.evaluate(async () => (await document.fonts.ready).status);
    expect(await sideways(page)).toEqual([]);
    // Playwright taps only what is in view, stands still and is covered by nothing.
    await action.scrollIntoViewIfNeeded();
    if (await action.isEnabled()) await action.tap({ trial: true });
    const box = await action.boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 390).toBe(true);
  });

  it("[UIX-04] the places of every day are one tap away, in the bar under the thumb", async () => {
    await page.goto(`${world.serverUrl}/m/${owner.slug}/catalogue`);
    const bar = page.getByRole("navigation", { name: "Main" }).last();
    for (const [link, title] of [
      ["Inventory", "Inventory"],
      ["Orders", "Orders"],
      ["Catalogue", "Catalogue"],
    ] as const) {
      const target = bar.getByRole("link", { name: link });
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      await target.tap();
      await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    }
    await bar.getByRole("link", { name: "Inbox" }).tap();
    await page.waitForURL(/\/inbox$/);
  });

  it("[UIX-04] everything else is two taps away, in a sheet over the bar", async () => {
    await page.goto(`${world.serverUrl}/m/${owner.slug}/catalogue`);
    const more = page.getByRole("button", { name: "More", exact: true });
    for (const [link, title] of [
      ["Sourcing", "Sourcing"],
      ["Customers", "Customers"],
      ["Campaigns", "Campaigns"],
      ["Earnings", "Earnings"],
      ["Settings", "Settings"],
    ] as const) {
      await more.tap();
      const sheet = page.getByRole("dialog", { name: "More" });
      const target = sheet.getByRole("link", { name: link });
      await target.tap();
      await sheet.waitFor({ state: "detached" });
      await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    }
    await more.tap();
    const sheet = page.getByRole("dialog", { name: "More" });
    await sheet.getByRole("button", { name: /^Switch shop/ }).tap();
    await page.getByRole("menuitem").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
