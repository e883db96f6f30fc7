import type { BrowserContext } from "playwright-core";
import { CJ_ORIGIN, launchWithExtension } from "../../e2e/src/browser.ts";
import { signInByApi } from "../../e2e/src/support/api.ts";
import { pairByCode } from "../../e2e/src/support/extension.ts";
import { Hands, importByHand, productLinks } from "../../e2e/src/support/hands.ts";
import { barOn } from "../../e2e/src/support/listing.ts";
import { createSandboxControl } from "@nexusone/sandbox/control";
import { keepByHand, keepBySync, stockToKeep, untrue } from "../../e2e/src/support/stock-hands.ts";
import { withProduct } from "./lib/product-world.ts";
import { report, round } from "./lib/report.ts";

const PRODUCTS = 60;
const GOAL = 10;
/** Reading 60 products keeps CJ's distance; nobody's hand waits for it, so it does not count. */
const READ_MS = 300_000;
const BY_HAND = "/list/all.html?pageNum=2";
const BY_BULK = "/list/all.html?pageNum=4";
const KEPT = "/list/all.html?pageNum=6";
const LEAST_SAVED = 90;
const UNIT = "clicks, keystrokes and page loads";

/** The same number of products of a page, with the extension. */
async function byBulk(context: BrowserContext): Promise<Hands> {
  const hands = new Hands(context);
  const shop = await context.newPage();
  await shop.goto(CJ_ORIGIN + BY_BULK);
  const bar = barOn(shop);
  await productLinks(shop).first().hover();
  await hands.click(shop.getByRole("checkbox", { name: /^Select for import:/ }).first());
  await hands.click(bar.getByRole("button", { name: /^Select all/ }));
  await hands.click(bar.getByRole("button", { name: `Import ${PRODUCTS} products` }));
  await hands.click(bar.getByRole("button", { name: /^Import \d+ products?$/ }).and(bar.locator(":enabled")), READ_MS);
  await bar.getByText("Done.").waitFor({ timeout: READ_MS });
  return hands;
}

const parts = ({ clicks, strokes, loads }: Hands) => ({ clicks, strokes, loads });

await report("manual", () =>
  withProduct({ extension: true }, async (world) => {
    const owner = await signInByApi(world);
    const browser = await launchWithExtension(world);
    try {
      const floor = await importByHand(browser.context, world, owner, { path: BY_HAND, products: PRODUCTS });
      await pairByCode(browser.context, owner);
      const ours = await byBulk(browser.context);
      return {
        ours: ours.sum,
        floor: floor.sum,
        ratio: round(floor.sum / ours.sum, 1),
        unit: UNIT,
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

await report("manual-stock", () =>
  withProduct({ extension: true }, async (world) => {
    const owner = await signInByApi(world);
    const sandbox = createSandboxControl(world.sandboxUrl);
    const browser = await launchWithExtension(world);
    try {
      const { context } = browser;
      const kept = await stockToKeep({ context, owner, sandbox }, { path: KEPT, products: PRODUCTS });
      const place = { context, world, owner, path: KEPT, kept };
      const floor = await keepByHand(place);
      const ours = await keepBySync(place);
      const wrong = await untrue(owner, kept);
      if (wrong.length > 0) throw new Error(`not as at CJ: ${wrong.join(", ")}`);
      const saved = round(100 * (1 - ours.sum / floor.sum), 1);
      return {
        ours: ours.sum,
        floor: floor.sum,
        ratio: round(floor.sum / ours.sum, 1),
        unit: UNIT,
        n: PRODUCTS,
        changed: kept.filter(({ moved }) => moved).length,
        savedPercent: saved,
        goal: `at least ${LEAST_SAVED} % less`,
        pass: saved >= LEAST_SAVED,
        oursParts: parts(ours),
        floorParts: parts(floor),
      };
    } finally {
      await browser.close();
    }
  }),
);
