import { beforeAll, expect, it } from "vitest";
import { storedImports } from "./support/database.ts";
import { cardOn, imported, importButton, openPriced, pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner));

it("[EXT-01] [EXT-02] follows CJ's own navigation from product A to B: previews and imports B at B's cost", async () => {
  const { world, sandbox, browser } = journey;
  const a = await sandbox.products.find("color", 2);
  const shop = await openPriced(browser.context, a);
  await cardOn(shop).getByRole("heading", { name: a.name }).waitFor();

  const link = shop.locator("section", { hasText: "Similar products" }).locator('a[href^="/product/"]').first();
  const pid = /-p-([^.]+)\.html/.exec((await link.getAttribute("href")) ?? "")?.[1] ?? "";
  const b = await sandbox.products.get(pid);
  expect(b.pid).not.toBe(a.pid);
  await link.click();
  await shop.waitForURL(`**${b.path}`);
  await cardOn(shop).getByRole("heading", { name: b.name }).waitFor();
  await importButton(shop).waitFor();
  // CJ leaves the last product's data behind: the trap this journey is about.
  expect(await shop.evaluate("String(window.productDetailData.id ?? window.productDetailData.pid)")).not.toContain(
    b.pid,
  );
  expect(await shop.locator("nexusone-card").count()).toBe(1);

  await importButton(shop).click();
  await imported(shop).waitFor();
  const [stored] = await storedImports(world, b.pid);
  const costs = b.variants.map(({ priceUsd }) => priceUsd).filter((usd) => usd !== null);
  expect(stored?.product).toBe(b.name);
  expect(stored?.costsUsd.map(Number)).toEqual(costs.toSorted((x, y) => x - y));
  expect(await storedImports(world, a.pid)).toEqual([]);
});
