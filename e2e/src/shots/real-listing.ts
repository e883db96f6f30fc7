import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { CJ_ORIGIN, launchWithExtension } from "../browser.ts";
import { pairByCode } from "../support/extension.ts";
import { listen } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";
import { THEMES } from "./options.ts";
import type { ShootOptions } from "./shoot.ts";

export const REAL_LISTING = ["cj-listing-marks", "cj-listing-selected", "cj-listing-triage"] as const;

const bar = (page: Page): Locator => page.getByRole("region", { name: "NexusOne: import several" });

/** Marks, bar and triage on CJ's own category page, on a desk and on a phone. */
export async function shootRealListing({ world, seeded, folder, isWanted }: ShootOptions): Promise<Shot[]> {
  if (!REAL_LISTING.some(isWanted)) return [];
  const shots: Shot[] = [];
  for (const theme of THEMES) {
    const browser = await launchWithExtension(world, { colorScheme: theme });
    await pairByCode(browser.context, seeded.people.much, `Listing ${theme}`);
    for (const width of [1440, 390]) {
      const page = await browser.context.newPage();
      await page.setViewportSize({ width, height: 900 });
      const heard = listen(page);
      const shoot = async (name: (typeof REAL_LISTING)[number]) => {
        const file = `${name}--${width}-${theme}.png`;
        await page.screenshot({ path: path.join(folder, file), animations: "disabled" });
        shots.push({ name, file, findings: [...heard.problems] });
      };
      await page.goto(`${CJ_ORIGIN}/list/all.html${theme === "dark" ? "?dark=1" : ""}`);
      const boxes = page.getByRole("group", { name: /^NexusOne/ }).getByRole("checkbox");
      await page.getByText("tap for margin").first().waitFor();
      await shoot("cj-listing-marks");
      await boxes.nth(0).click();
      await boxes.nth(3).click({ modifiers: ["Shift"] });
      await bar(page).getByText("4 selected").waitFor();
      await shoot("cj-listing-selected");
      await bar(page).getByRole("button", { name: "Import 4 products" }).click();
      const discard = bar(page).getByRole("button", { name: "Discard" });
      await discard.waitFor({ timeout: 60_000 });
      await shoot("cj-listing-triage");
      await discard.click();
      await discard.waitFor({ state: "detached" });
      await page.close();
    }
    await browser.close();
  }
  return shots;
}
