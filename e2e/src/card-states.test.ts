import { beforeAll, expect, it } from "vitest";
import { findImported, type Person } from "./support/api.ts";
import { storedImports } from "./support/database.ts";
import { cardOn, imported, importButton, openPopup, openPriced, openProduct, pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";
import { readReason } from "./support/reasons.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner));

const credits = async (owner: Person): Promise<number> =>
  (await owner.query<{ credits: { balance: number } }>("billing.getPlan")).credits.balance;

it("[CAT-10] [CAT-12] [EXT-02] opens what is imported already, and undo gives product and credits back", async () => {
  const { world, sandbox, owner, browser } = journey;
  const product = await sandbox.products.find("color", 5);
  const before = await credits(owner);
  const shop = await openPriced(browser.context, product);
  await importButton(shop).click();
  await imported(shop).waitFor();
  expect(await credits(owner)).toBe(before - 3);

  const again = await openProduct(browser.context, product);
  await cardOn(again).getByText("Already in your catalogue.").waitFor();
  const stored = await findImported(owner, product.name);
  const open = cardOn(again).getByRole("link", { name: "Open the product" });
  expect(await open.getAttribute("href")).toBe(`${world.serverUrl}/m/${owner.slug}/catalogue/${stored?.id}`);
  expect(await importButton(again).count()).toBe(0);

  await shop.bringToFront();
  await cardOn(shop).getByRole("button", { name: "Undo" }).click();
  await cardOn(shop).getByText("Import undone. Credits are back.").first().waitFor();
  expect(await storedImports(world, product.pid)).toEqual([]);
  expect(await credits(owner)).toBe(before);
});

it("[EXT-02] imports at the price and with the category and tags typed into the card", async () => {
  const { sandbox, owner, browser } = journey;
  const product = await sandbox.products.find("single", 4);
  const shop = await openPriced(browser.context, product);
  const card = cardOn(shop);
  const price = card.getByRole("textbox", { name: /^Price/ });
  await price.fill("49.99");
  await price.press("Tab");
  await card.getByLabel("Category").fill("Window display");
  await card.getByLabel("Tags").fill("spring");
  await card.getByLabel("Tags").press("Enter");
  await card.getByText("spring").first().waitFor();
  await importButton(shop).click();
  await imported(shop).waitFor();
  const found = await findImported(owner, product.name);
  expect(found).toMatchObject({ minPriceMinor: 4999, maxPriceMinor: 4999, tags: ["spring"] });
  expect(JSON.stringify(found)).toContain("Window display");
});

it("[CJA-01] [CAT-08] keeps what the page says as an unverified draft while CJ is down, and completes it when CJ answers", async () => {
  const { world, sandbox, owner, browser } = journey;
  const product = await sandbox.products.find("color-size", 6);
  await sandbox.faults.add({ match: { vendor: "cj-api" }, kind: "status", status: 503 });
  const shop = await openProduct(browser.context, product);
  const card = cardOn(shop);
  try {
    await card.getByRole("button", { name: "Save as unverified draft" }).click();
    await card.getByText("Unverified draft saved").first().waitFor();
    expect(await storedImports(world, product.pid)).toEqual([]);
    expect(await owner.query("imports.listDrafts")).toContainEqual(
      expect.objectContaining({ externalId: product.pid, state: "waiting" }),
    );
  } finally {
    await sandbox.faults.clear();
  }
  // Its next attempt is a matter of minutes by the shop's clock.
  await sandbox.clock.advance(15 * 60_000);
  await expect.poll(() => storedImports(world, product.pid), { timeout: 60_000, interval: 500 }).toHaveLength(1);
});

it("[EXT-01] says that the server does not answer, and goes on by itself when asked again", async () => {
  const { world, sandbox, browser } = journey;
  const api = `${world.serverUrl}/api/**`;
  await browser.context.route(api, (route) => route.abort("connectionrefused"));
  const shop = await openProduct(browser.context, await sandbox.products.find("color", 7));
  await readReason(cardOn(shop), "extension.server_unreachable");
  const popup = await openPopup(browser.context);
  await readReason(popup, "extension.server_unreachable");
  await browser.context.unroute(api);
  await shop.bringToFront();
  await cardOn(shop).getByRole("button", { name: "Try again" }).click();
  await importButton(shop).waitFor();
});

it("[EXT-01] draws no card on CJ's other pages and says so when a product is gone", async () => {
  const { sandbox, browser } = journey;
  const page = await openProduct(browser.context, { path: "/" });
  await page.getByRole("heading", { name: "Shop by category" }).waitFor();
  const removed = await openProduct(browser.context, await sandbox.products.find("removed", 0));
  await cardOn(removed).getByText("CJ has taken this product off sale.").waitFor();
  expect(await page.locator("nexusone-card").count()).toBe(0);
});
