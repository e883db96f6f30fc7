import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { CJ_ORIGIN } from "./browser.ts";
import { setPlatformAdmin, storedImports } from "./support/database.ts";
import { cardOn, imported, importButton, openProduct, pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";
import { boxesOn, CATEGORY, openListing } from "./support/listing.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner, "Canary"));

const STRANGE = "CJ has changed this page and we cannot read it. Numbers and import come from CJ directly.";
const OWNER = "owner@demo.nexusone.test";
type Report = { host: string; page: string; selector: string; reports: number };

/** How often which part was reported missing, as the platform admin reads it. */
async function reports(page: "product" | "category"): Promise<Record<string, number>> {
  await setPlatformAdmin(journey.world, OWNER, true);
  try {
    const rows = await journey.owner.query<Report[]>("platform.listPageReports", { range: "7d" });
    const ours = rows.filter((row) => row.host === "shop" && row.page === page);
    return Object.fromEntries(ours.map(({ selector, reports }) => [selector, reports]));
  } finally {
    await setPlatformAdmin(journey.world, OWNER, false);
  }
}

/** CJ's next release: the same product under the same address, and nothing in it as it was. */
async function redesign(path: string, name: string): Promise<void> {
  await journey.browser.context.route(`${CJ_ORIGIN}${path}`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>${name}</title><main class="v9"><b class="t-1">${name}</b><i data-cost="630"></i></main>`,
    }),
  );
}

async function openRedesigned(nth: number) {
  const product = await journey.sandbox.products.find("color", nth);
  await redesign(product.path, product.name);
  const shop = await openProduct(journey.browser.context, product);
  await importButton(shop).waitFor();
  return { product, shop };
}

const told = (shop: Page): Promise<number> => cardOn(shop).getByText(STRANGE).count();

it("[EXT-01] imports by the address from a page nobody can read, tells the merchant once, and the server which parts failed", async () => {
  const { world } = journey;
  const before = await reports("product");
  const first = await openRedesigned(71);
  expect(await told(first.shop)).toBe(1);
  await importButton(first.shop).click();
  await imported(first.shop).waitFor();
  expect(await storedImports(world, first.product.pid)).toMatchObject([{ product: first.product.name }]);

  const parts = ["gallery", "heading", "priceBox", "productDetailData"];
  const once = Object.fromEntries(parts.map((part) => [part, (before[part] ?? 0) + 1]));
  await expect.poll(() => reports("product")).toEqual({ ...before, ...once });

  const second = await openRedesigned(72);
  expect(await told(second.shop)).toBe(0);
  expect(await importButton(second.shop).isEnabled()).toBe(true);
  expect(await reports("product")).toEqual({ ...before, ...once });
});

it("[EXT-03] notices on a list what its cards no longer show, and marks and prices them all the same", async () => {
  const { world, browser } = journey;
  const before = await reports("category");
  await browser.context.route(`${CJ_ORIGIN}${CATEGORY}?pageNum=14`, async (route) => {
    const response = await fetch(`${world.sandboxUrl}${CATEGORY}?pageNum=14`);
    const body = (await response.text()).replaceAll("sellPriceSpan", "amountNow");
    await route.fulfill({ contentType: "text/html", body });
  });
  const shop = await openListing(browser.context, `${CATEGORY}?pageNum=14`);
  expect(await boxesOn(shop).count()).toBeGreaterThan(30);
  await expect.poll(() => reports("category")).toEqual({ ...before, price: (before["price"] ?? 0) + 1 });
});
