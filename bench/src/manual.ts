import type { BrowserContext, Locator, Page } from "playwright-core";
import { CJ_ORIGIN, launchWithExtension } from "../../e2e/src/browser.ts";
import { openAdmin } from "../../e2e/src/support/admin.ts";
import { signInByApi, type Person } from "../../e2e/src/support/api.ts";
import { pairByCode } from "../../e2e/src/support/extension.ts";
import type { World } from "../../e2e/src/world.ts";
import { withProduct } from "./lib/product-world.ts";
import { report, round } from "./lib/report.ts";

const PRODUCTS = 60;
const GOAL = 10;
/** Reading 60 products keeps CJ's distance; nobody's hand waits for it, so it does not count. */
const READ_MS = 300_000;
const BY_HAND = `${CJ_ORIGIN}/list/all.html?pageNum=2`;
const BY_BULK = `${CJ_ORIGIN}/list/all.html?pageNum=4`;

/** What a person's hands do: clicks, strokes (a chord is one), and pages that had to load. Waiting is no work. */
class Hands {
  clicks = 0;
  strokes = 0;
  loads = 0;

  constructor(context: BrowserContext) {
    const count = (page: Page) => page.on("load", () => (this.loads += 1));
    for (const page of context.pages()) count(page);
    context.on("page", count);
  }

  async click(what: Locator, timeout = 30_000): Promise<void> {
    await what.click({ timeout });
    this.clicks += 1;
  }

  async press(page: Page, keys: string): Promise<void> {
    await page.keyboard.press(keys);
    this.strokes += 1;
  }

  /** Keys that belong to the browser's own window, which a test cannot press: what they do is done instead. */
  async stroke<T>(act: () => Promise<T>): Promise<T> {
    this.strokes += 1;
    return act();
  }

  get sum(): number {
    return this.clicks + this.strokes + this.loads;
  }
}

/**
 * As a merchant without the extension works, at their fastest: the list in one tab, the admin's import form in the other. Open
 * the product, copy its address, paste it, preview, import, and back to the list.
 */
async function byHand(context: BrowserContext, world: World, owner: Person): Promise<Hands> {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const admin = await openAdmin(context, world, owner, "/imports");
  await admin.getByRole("heading", { level: 1 }).waitFor();
  const shop = await context.newPage();
  const hands = new Hands(context);
  await shop.goto(BY_HAND);
  for (let at = 0; at < PRODUCTS; at += 1) {
    await hands.click(productLinks(shop).nth(at));
    await shop.waitForURL(/-p-/);
    const address = await hands.stroke(async () => shop.url()); // Ctrl+L takes the address, Ctrl+C copies it,
    await hands.stroke(() => admin.bringToFront()); // Ctrl+Tab changes to the admin.
    await hands.stroke(() => admin.evaluate((text) => navigator.clipboard.writeText(text), address));
    // The page of a finished import offers no new one.
    if (at > 0) await hands.click(admin.getByRole("link", { name: "Imports", exact: true }).first());
    await hands.click(admin.getByRole("link", { name: "Import products" }).first());
    await hands.click(admin.getByLabel("CJ product addresses or numbers"));
    await hands.press(admin, "Control+v");
    await hands.click(admin.getByRole("button", { name: "Preview 1 product" }));
    await hands.click(admin.getByRole("button", { name: "Import 1 product" }));
    await admin.waitForURL(/\/imports\/[0-9a-f-]{36}/);
    await hands.stroke(() => shop.bringToFront());
    await hands.stroke(() => shop.goBack());
    await productLinks(shop).first().waitFor();
  }
  return hands;
}

/** The same number of products of a page, with the extension. */
async function byBulk(context: BrowserContext): Promise<Hands> {
  const hands = new Hands(context);
  const shop = await context.newPage();
  await shop.goto(BY_BULK);
  const bar = shop.getByRole("region", { name: "NexusOne: import several" });
  await productLinks(shop).first().hover();
  await hands.click(shop.getByRole("checkbox", { name: /^Select for import:/ }).first());
  await hands.click(bar.getByRole("button", { name: /^Select all on this page/ }));
  await hands.click(bar.getByRole("button", { name: `Import ${PRODUCTS} products` }));
  await hands.click(bar.getByRole("button", { name: /^Import \d+ products?$/ }).and(bar.locator(":enabled")), READ_MS);
  await bar.getByText("Done.").waitFor({ timeout: READ_MS });
  return hands;
}

/** One link for each card, whatever else in it leads to the product. */
const productLinks = (shop: Page): Locator => shop.locator("a[href*='-p-']:has(img)");

await report("manual", () =>
  withProduct({ extension: true }, async (world) => {
    const owner = await signInByApi(world);
    const browser = await launchWithExtension(world);
    try {
      const floor = await byHand(browser.context, world, owner);
      await pairByCode(browser.context, owner);
      const ours = await byBulk(browser.context);
      const parts = ({ clicks, strokes, loads }: Hands) => ({ clicks, strokes, loads });
      return {
        ours: ours.sum,
        floor: floor.sum,
        ratio: round(floor.sum / ours.sum, 1),
        unit: "clicks, keystrokes and page loads",
        n: PRODUCTS,
        goal: `at least ${GOAL} times fewer`,
        pass: floor.sum >= GOAL * ours.sum,
        oursParts: parts(ours),
        floorParts: parts(floor),
      };
    } finally {
      await browser.close();
    }
  }),
);
