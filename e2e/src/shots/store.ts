import { mkdirSync } from "node:fs";
import path from "node:path";
import { createSandboxControl } from "@nexusone/sandbox/control";
import type { Page } from "playwright-core";
import { CJ_ORIGIN, launchWithExtension, optionsUrl } from "../browser.ts";
import { cardOn, pairByCode } from "../support/extension.ts";
import { CATEGORY } from "../support/listing.ts";
import { root } from "../world.ts";
import type { Shot } from "./contact-sheet.ts";
import { picture, speak, type RealOptions } from "./real.ts";

export const STORE = ["store-1-card", "store-2-list", "store-3-triage", "store-4-imported"] as const;
/** The Web Store takes pictures of exactly this size. */
const SIZE = { width: 1280, height: 800 };

/** The pictures of the store's listing in both languages, into `.store/screenshots`. */
export async function shootStore({ world, owner, isWanted }: RealOptions): Promise<Shot[]> {
  if (!STORE.some(isWanted)) return [];
  const folder = path.join(root, ".store", "screenshots");
  mkdirSync(folder, { recursive: true });
  const sandbox = createSandboxControl(world.sandboxUrl);
  const shots: Shot[] = [];
  const browser = await launchWithExtension(world, { viewport: SIZE });
  const { context } = browser;
  await pairByCode(context, owner, "Store");
  const options = await context.newPage();
  await options.goto(optionsUrl);
  for (const [locale, nth] of [
    ["en", 80],
    ["fr", 81],
  ] as const) {
    await speak(options, locale);
    const shoot = async (page: Page, name: (typeof STORE)[number]) => {
      const shot = await picture(page, folder, `${name}--${locale}.png`, []);
      shots.push({ ...shot, file: `../.store/screenshots/${shot.file}` });
    };
    const shop = await context.newPage();
    await shop.goto(CJ_ORIGIN + (await sandbox.products.find("color-size", nth)).path);
    const add = cardOn(shop).locator(".act .main");
    await add.waitFor();
    await shoot(shop, "store-1-card");
    await add.click();
    await cardOn(shop).locator(".done").first().waitFor();
    await shoot(shop, "store-4-imported");
    await shop.close();

    const list = await context.newPage();
    await list.goto(`${CJ_ORIGIN}${CATEGORY}?pageNum=${nth - 60}`);
    // By what it is made of: its names are in the picture's language.
    const ours = list.locator("nexusone-listing");
    await ours.locator(".ask").nth(20).waitFor();
    // Some numbers, as after a while of use.
    for (let at = 0; at < 4; at++) await ours.locator(".ask").first().click();
    await ours.locator(".chip.good").nth(2).waitFor({ timeout: 60_000 });
    await ours.locator(".box").first().click();
    await ours
      .locator(".box")
      .nth(5)
      .click({ modifiers: ["Shift"] });
    await shoot(list, "store-2-list");
    await ours.locator(".bar .main").click();
    await ours.locator(".bar .counts").waitFor({ timeout: 60_000 });
    await shoot(list, "store-3-triage");
    // The next language begins with an empty bar.
    await ours.locator(".batch .acts .quiet").nth(1).click();
    await ours.locator(".batch").waitFor({ state: "detached" });
    await list.close();
  }
  await browser.close();
  return shots;
}
