import type { BrowserContext, Locator, Page } from "playwright-core";
import { CJ_ORIGIN } from "../browser.ts";
import type { World } from "../world.ts";
import { openAdmin } from "./admin.ts";
import type { Person } from "./api.ts";

/** What a person's hands do: clicks, strokes (a chord is one), and pages that had to load. Waiting is no work. */
export class Hands {
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

  /** One stroke for each character. */
  async type(page: Page, text: string): Promise<void> {
    await page.keyboard.type(text);
    this.strokes += text.length;
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
export async function importByHand(
  context: BrowserContext,
  world: World,
  owner: Person,
  { path, products }: { path: string; products: number },
): Promise<Hands> {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const admin = await openAdmin(context, world, owner, "/imports");
  await admin.getByRole("heading", { level: 1 }).waitFor();
  const shop = await context.newPage();
  const hands = new Hands(context);
  await shop.goto(CJ_ORIGIN + path);
  for (let at = 0; at < products; at += 1) {
    await hands.click(productLinks(shop).nth(at));
    await shop.waitForURL(/-p-/);
    const address = await hands.stroke(async () => shop.url()); // Ctrl+L takes the address, Ctrl+C copies it,
    await hands.stroke(() => admin.bringToFront()); // Ctrl+Tab changes to the admin.
    await hands.stroke(() => admin.evaluate((text) => navigator.clipboard.writeText(text), address));
    // The page of a finished import offers no new one.
    if (at > 0) await hands.click(admin.getByRole("link", { name: "Imports", exact: true }).first());
    await hands.click(admin.getByRole("link", { name: "Import products" }).first());
    await hands.click(admin.getByLabel("Product addresses or numbers"));
    await hands.press(admin, "Control+v");
    await hands.click(admin.getByRole("button", { name: "Preview 1 product" }));
    // It takes a click once the product is read.
    const go = admin.getByRole("button", { name: "Import 1 product" }).and(admin.locator(":not([aria-disabled])"));
    await hands.click(go);
    await admin.getByRole("heading", { name: "1 product imported" }).waitFor();
    await hands.stroke(() => shop.bringToFront());
    await hands.stroke(() => shop.goBack());
    await productLinks(shop).first().waitFor();
  }
  return hands;
}

/** One link for each card, whatever else in it leads to the product. */
export const productLinks = (shop: Page): Locator => shop.locator("a[href*='-p-']:has(img)");
