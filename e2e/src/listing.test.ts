import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import { CJ_ORIGIN } from "./browser.ts";
import { storedImports } from "./support/database.ts";
import { cardOn, imported, importButton, openPriced, pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";
import {
  barOn as bar,
  boxesOn as boxes,
  CATEGORY,
  marksOn as marks,
  openListing as open,
  selectRange,
} from "./support/listing.ts";
import { until } from "./support/until.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner));

/** Until the server asks CJ nothing by itself: other journeys move the clock of this world, and hourly work begins. */
async function quietAtCj(): Promise<void> {
  let last = -1;
  await until(
    async () => {
      await sleep(1_500);
      const asked = (await journey.sandbox.requests.list({ vendor: "cj-api" })).length;
      const isQuiet = asked === last;
      last = asked;
      return isQuiet;
    },
    (isQuiet) => isQuiet,
    60_000,
  );
}

const openListing = (path: string) => open(journey.browser.context, path);

it("[EXT-03] marks sixty cards with what they cost, shifts nothing, and spends no point of CJ's", async () => {
  const { sandbox, browser } = journey;
  await quietAtCj();
  const before = (await sandbox.requests.list({ vendor: "cj-api" })).length;
  const plain = await browser.context.newPage();
  await plain.route("**/*", (route) => route.continue());
  const page = await openListing(`${CATEGORY}?pageNum=3`);
  await expect.poll(() => marks(page).getByText("tap for margin").count()).toBeGreaterThan(30);
  expect(await boxes(page).count()).toBeGreaterThan(30);
  const first = await page.locator(".product-card").first().boundingBox();
  await page.evaluate(() => document.querySelector("nexusone-listing")?.remove());
  expect(await page.locator(".product-card").first().boundingBox()).toEqual(first);
  expect((await sandbox.requests.list({ vendor: "cj-api" })).length).toBe(before);
});

it("[EXT-03] a margin is asked of CJ by one person's click for one product", async () => {
  const { sandbox } = journey;
  const page = await openListing(`${CATEGORY}?pageNum=4`);
  await marks(page).getByText("tap for margin").first().waitFor();
  await quietAtCj();
  await sandbox.requests.clear();
  await marks(page)
    .getByRole("button", { name: /tap for margin/ })
    .first()
    .click();
  await marks(page)
    .getByText(/^~? ?-?\d+%$/)
    .first()
    .waitFor();
  const asked = await sandbox.requests.list({ vendor: "cj-api" });
  expect(asked.filter(({ path }) => path.startsWith("/product/query")).length).toBeLessThanOrEqual(1);
});

it("[EXT-03] [CAT-10] keeps a selection over pages, imports it with its triage, and then says where it is", async () => {
  const { world, sandbox } = journey;
  const first = await openListing(`${CATEGORY}?pageNum=6`);
  await selectRange(first, 0, 2);
  await bar(first).getByText("3 selected").waitFor();
  await first.goto(`${CJ_ORIGIN}${CATEGORY}?pageNum=7`);
  await bar(first).getByText("3 selected").waitFor();
  await boxes(first).nth(1).click();
  await bar(first).getByText("4 selected").waitFor();
  await bar(first).getByRole("button", { name: "Import 4 products" }).click();
  await bar(first)
    .getByRole("button", { name: /^Import \d products?$/ })
    .waitFor({ timeout: 60_000 });
  const name = await bar(first)
    .getByRole("button", { name: /^Import \d products?$/ })
    .innerText();
  const count = Number(/\d/.exec(name)?.[0]);
  await bar(first)
    .getByRole("button", { name: /^Import \d products?$/ })
    .click();
  await bar(first).getByText("Undo is in the side panel for 7 days.").waitFor({ timeout: 60_000 });
  const link = marks(first).getByRole("link", { name: "In catalogue" });
  await expect.poll(() => link.count()).toBeGreaterThan(0);
  expect(await link.first().getAttribute("href")).toMatch(new RegExp(`^${world.serverUrl}/m/[^/]+/catalogue/`));
  expect(count).toBeGreaterThan(0);
  const pids = await first
    .locator('.product-card a[href*="/product/"]')
    .evaluateAll((links) => links.map((one) => /-p-([^.]+)\.html/.exec(one.getAttribute("href") ?? "")?.[1] ?? ""));
  const stored = await Promise.all(pids.map((pid) => storedImports(world, pid)));
  expect(stored.flat().length).toBeGreaterThan(0);
  expect((await sandbox.requests.list({ vendor: "cj-shop", path: "/sandbox" })).length).toBe(0);
});

it("[EXT-01] [EXT-03] follows CJ from a listing to a product and back without loading, and out of the back/forward cache", async () => {
  const page = await openListing(`${CATEGORY}?pageNum=8`);
  const href = await page.locator('.product-card a[href*="/product/"]').first().getAttribute("href");
  const text = await (await fetch(`${journey.world.sandboxUrl}${href}`)).text();
  await page.evaluate(
    ([path, markup]) => {
      history.pushState({}, "", path);
      const next = new DOMParser().parseFromString(markup, "text/html");
      document.title = next.title;
      const app = document.getElementById("app");
      const fresh = next.getElementById("app");
      if (app && fresh) app.innerHTML = fresh.innerHTML;
    },
    [href ?? "", text] as const,
  );
  await cardOn(page).waitFor();
  expect(await page.locator("nexusone-listing").count()).toBe(0);
  await page.goBack();
  await boxes(page).first().waitFor({ state: "attached" });
  expect(await page.locator("nexusone-card").count()).toBe(0);
  await page.goto(`${CJ_ORIGIN}${href}`);
  await cardOn(page).waitFor();
  await page.goBack();
  await boxes(page).first().waitFor();
  expect(await page.locator("nexusone-listing").count()).toBe(1);
});

it("[CAT-10] an imported product shows cost, stock and margin then and now, and one tap brings the change over", async () => {
  const { sandbox, browser } = journey;
  const product = await sandbox.products.find("color", 24);
  const shop = await openPriced(browser.context, product);
  await importButton(shop).click();
  await imported(shop).waitFor();
  for (const { vid, priceUsd } of product.variants)
    if (priceUsd !== null) await sandbox.products.setPrice(vid, priceUsd + 2);
  try {
    // What CJ said a moment ago is good for a while.
    await sandbox.clock.advance(2 * 86_400_000);
    const again = await browser.context.newPage();
    await again.goto(`${CJ_ORIGIN}${product.path}`);
    await cardOn(again).getByText("Changed at CJ since your import").waitFor();
    await cardOn(again).getByRole("button", { name: "Update from CJ" }).click();
    await cardOn(again)
      .getByText(/^Updated: /)
      .waitFor();
    expect(await cardOn(again).getByRole("button", { name: "Update from CJ" }).count()).toBe(0);
  } finally {
    await sandbox.products.restore(product.pid);
  }
});
