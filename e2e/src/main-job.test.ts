import { expect, it } from "vitest";
import { CJ_ORIGIN, popupUrl, signIn } from "./browser.ts";
import { storedImports } from "./support/database.ts";
import { cardOn, imported, importButton, openPopup, openPriced, targetsOf } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();

it("[EXT-01] [EXT-02] [EXT-04] [EXT-10] [EXT-11] [CAT-09] [UIX-03] [RTM-01] leads from Settings to a product in the catalogue in one click on CJ's page, until the browser is revoked", async () => {
  const { world, sandbox, owner, browser } = journey;
  const { context } = browser;
  const [first, second] = [await sandbox.products.find("color-size", 0), await sandbox.products.find("color-size", 1)];

  const settings = await context.newPage();
  await signIn(settings, world);
  await settings.goto(`${world.serverUrl}/m/${owner.slug}/settings/extension`);
  await settings.getByLabel("Name of the browser").fill("Till");
  await settings.getByRole("button", { name: "Pair this browser" }).click();
  await settings.getByText("Confirm in the window of the extension.").waitFor();
  // Chrome's own popup is out of a test's reach; its page in a tab is the same page.
  expect(await targetsOf(settings)).toContain(popupUrl);
  const popup = await openPopup(context);
  const server = new URL(world.serverUrl).host;
  await popup.getByRole("heading", { name: `Pair with Demo Store at ${server}?` }).waitFor();
  await popup.getByRole("button", { name: "Pair", exact: true }).click();
  await popup.getByRole("heading", { name: "Recent imports" }).waitFor();
  await settings.getByText("Paired. Open a product on CJ to see what it earns.").waitFor();

  const catalogue = await context.newPage();
  await catalogue.goto(`${world.serverUrl}/m/${owner.slug}/catalogue`);
  await catalogue.getByRole("heading", { name: "Catalogue", level: 1 }).waitFor();
  expect(await catalogue.getByText(first.name).count()).toBe(0);
  const loads: string[] = [];
  catalogue.on("load", () => loads.push(catalogue.url()));

  const shop = await openPriced(context, first);
  expect(shop.url()).toMatch(new RegExp(`^${CJ_ORIGIN}/product/.+-p-.+\\.html$`));
  const card = cardOn(shop);
  expect(await card.innerText()).toMatch(/€[\d.]+\s*Profit · [\d.]+% of price/);
  await importButton(shop).click();
  await imported(shop).waitFor();

  const costs = first.variants.map(({ priceUsd }) => priceUsd).filter((usd) => usd !== null);
  const stored = await storedImports(world, first.pid);
  expect(stored).toMatchObject([{ product: first.name, merchantId: owner.merchantId }]);
  expect(stored[0]?.costsUsd.map(Number)).toEqual(costs.toSorted((a, b) => a - b));

  await catalogue.getByRole("link", { name: first.name }).waitFor();
  expect(loads).toEqual([]);

  const next = await openPriced(context, second);
  await settings.bringToFront();
  await settings.getByRole("button", { name: "Revoke: Till" }).click();
  await settings.getByRole("button", { name: "Revoke the browser" }).click();
  // Other journeys' browsers stand in the same list.
  await settings.getByRole("button", { name: "Revoke: Till" }).waitFor({ state: "detached" });
  await settings.getByText("Revoked", { exact: true }).filter({ visible: true }).first().waitFor();
  await next.bringToFront();
  await importButton(next).click();
  await cardOn(next).getByText("This browser was disconnected in Settings.").first().waitFor();
  await cardOn(next).getByRole("button", { name: "Pair this browser" }).waitFor();
  expect(await storedImports(world, second.pid)).toEqual([]);
});
