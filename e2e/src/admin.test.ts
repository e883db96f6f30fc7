import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { importAll, openAdmin } from "./support/admin.ts";
import { findImported } from "./support/api.ts";
import { storedImports } from "./support/database.ts";
import { startJourney } from "./support/journey.ts";
import { newSingles } from "./support/products.ts";

type Single = Awaited<ReturnType<typeof newSingles>>[number];
const journey = startJourney();
let names: string[] = [];
beforeAll(async () => {
  const { sandbox, owner } = journey;
  const products = await Promise.all([30, 31, 32, 33].map((nth) => sandbox.products.find("color-size", nth)));
  names = products.map(({ name }) => name);
  await importAll(
    owner,
    products.map(({ pid }) => pid),
  );
});
const [one, two] = [() => names[0] ?? "", () => names[1] ?? ""];

it("[UIX-03] [CAT-21] finds, filters and sorts in the address, and comes back to the same list", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner);
  await page.getByRole("link", { name: one() }).first().waitFor();
  await page.getByRole("searchbox", { name: "Search products" }).fill(one());
  await page.getByRole("link", { name: two() }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^Sort/ }).click();
  await page.getByRole("menuitemcheckbox", { name: "Price, highest first" }).click();
  await page.getByRole("button", { name: "Stock", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "In stock" }).click();
  await page.waitForURL(/sort=price_desc/);
  await page.getByRole("link", { name: one() }).first().click();
  await page.getByRole("heading", { name: one(), level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole("searchbox", { name: "Search products" }).waitFor();
  expect(await page.getByRole("searchbox", { name: "Search products" }).inputValue()).toBe(one());
  expect(page.url()).toMatch(/q=.*(sort=price_desc|stock=in)/);
  await page.reload();
  await page.getByRole("link", { name: one() }).first().waitFor();
  expect(await page.getByRole("link", { name: two() }).count()).toBe(0);
});

it("[UIX-03] shows the catalogue without the words and code that only other screens need", async () => {
  const { world, owner, browser } = journey;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await browser.context.route(/\/assets\/later-/, async (route) => {
    await released;
    await route.continue();
  });
  const page = await openAdmin(browser.context, world, owner);
  await page.getByRole("link", { name: one() }).first().waitFor();
  await page.getByRole("link", { name: "Analytics" }).click();
  release();
  await page.getByRole("heading", { name: "Analytics", level: 1 }).waitFor();
  await browser.context.unroute(/\/assets\/later-/);
});

it("[CAT-11] [CAT-15] edits prices by hand and by rule, and tells in the history who did", async () => {
  const { world, owner, browser } = journey;
  const product = await findImported(owner, one());
  const page = await openAdmin(browser.context, world, owner, `/catalogue/${product?.id}`);
  const price = page.getByRole("textbox", { name: /^Price of/ }).first();
  await price.fill("123.45");
  await price.press("Tab");
  const save = page.getByRole("button", { name: "Save 1 price" });
  await save.click();
  await save.waitFor({ state: "detached" });
  await page.reload();
  await expect.poll(() => price.inputValue()).toBe("123.45");

  await page.getByRole("button", { name: "Change the rule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("How the price follows the cost").selectOption("multiplier");
  await dialog.getByLabel("Factor").fill("4");
  await dialog.getByRole("button", { name: "Apply the rule" }).click();
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => price.inputValue()).not.toBe("123.45");
  await page.getByText("Priced by a new rule").first().waitFor();
  await page.getByText("Imported from the supplier").first().waitFor();
});

it("[CAT-07] [CAT-08] [PLN-04] imports pasted addresses by a preview and shows the cost in the ledger", async () => {
  const { world, sandbox, owner, browser } = journey;
  const [a, b] = (await newSingles(journey, 2)) as [Single, Single];
  const gone = await sandbox.products.find("removed", 1);
  const page = await openAdmin(browser.context, world, owner, "/imports/new");
  await page
    .getByLabel("Product addresses or numbers")
    .fill(`https://cjdropshipping.com${a.path}\n${b.pid}\n${gone.pid}\nhttps://example.com/nothing`);
  await page.getByRole("button", { name: "Preview 4 products" }).click();
  await page.getByRole("heading", { name: "4 products to look over" }).waitFor({ timeout: 60_000 });
  await page.getByText("The supplier has taken this product off sale.").locator("visible=true").first().waitFor();
  await page.getByText(a.name).first().waitFor();
  await page.getByRole("button", { name: "Import 2 products" }).click();
  await page.getByRole("heading", { name: "2 products imported" }).waitFor();
  expect(await storedImports(world, a.pid)).toHaveLength(1);
  expect(await storedImports(world, b.pid)).toHaveLength(1);

  await page.goto(`${world.serverUrl}/m/${owner.slug}/settings/plan`);
  await page.getByRole("region", { name: "Ledger of credits" }).getByText(a.name).first().waitFor();
});

it("[CJA-02] tests the CJ connection and never shows its key", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/cj");
  await page.getByText("Sandbox").first().waitFor();
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.getByText("CJ answered. The connection works.").first().waitFor();
  expect(await page.content()).not.toContain("@api@");
});

it("[UIX-03] goes everywhere by keyboard alone: palette, list, drawer and back", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/general");
  await page.getByRole("heading", { name: "General" }).first().waitFor();
  await page.keyboard.press("Control+k");
  await typeInPalette(page, "Catalogue");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/catalogue/);
  const first = page.locator("tbody").getByRole("link").first();
  await first.waitFor();
  await first.focus();
  await page.keyboard.press("ArrowDown");
  const second = await focused(page);
  await page.keyboard.press("Space");
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("heading", { name: second }).waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe(second);
  await page.keyboard.press("Control+k");
  await typeInPalette(page, two().slice(0, 18));
  await page.getByRole("option", { name: two() }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: two(), level: 1 }).waitFor();
});

it("[UIX-06] speaks French throughout and keeps to a phone's width", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner);
  await page.evaluate(() => localStorage.setItem("nexusone.locale", "fr"));
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/catalogue", "/imports", "/imports/new", "/settings/extension", "/settings/plan"]) {
    await page.goto(`${world.serverUrl}/m/${owner.slug}${path}`);
    await page.getByRole("heading").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("fr");
    expect(await sideways(page)).toBe(0);
  }
  await page.getByRole("heading", { name: "Offre et crédits" }).first().waitFor();
});

/** Types once the palette listens, as a person who sees it does. */
async function typeInPalette(page: Page, text: string): Promise<void> {
  await page.getByRole("dialog", { name: "Search and commands" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("combobox");
  await page.keyboard.type(text);
  expect(await page.getByRole("combobox", { name: "Search and commands" }).inputValue()).toBe(text);
}

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
