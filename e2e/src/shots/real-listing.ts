import { CJ_ORIGIN, launchWithExtension } from "../browser.ts";
import { pairByCode } from "../support/extension.ts";
import { barOn as bar, boxesOn, CATEGORY, selectRange } from "../support/listing.ts";
import { listen } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";
import { THEMES } from "./options.ts";
import { picture, type RealOptions } from "./real.ts";

export const REAL_LISTING = ["cj-listing-marks", "cj-listing-selected", "cj-listing-triage"] as const;

/** Marks, bar and triage on CJ's own category page, on a desk and on a phone. */
export async function shootRealListing({ world, owner, folder, isWanted }: RealOptions): Promise<Shot[]> {
  if (!REAL_LISTING.some(isWanted)) return [];
  const shots: Shot[] = [];
  for (const theme of THEMES) {
    const browser = await launchWithExtension(world, { colorScheme: theme });
    await pairByCode(browser.context, owner, `Listing ${theme}`);
    for (const width of [1440, 390]) {
      const page = await browser.context.newPage();
      await page.setViewportSize({ width, height: 900 });
      const heard = listen(page);
      const shoot = async (name: (typeof REAL_LISTING)[number]) =>
        shots.push(await picture(page, folder, `${name}--${width}-${theme}.png`, heard.problems));
      await page.goto(`${CJ_ORIGIN}${CATEGORY}${theme === "dark" ? "?dark=1" : ""}`);
      await boxesOn(page).first().waitFor();
      await page.getByText("tap for margin").first().waitFor();
      // On a phone the page begins with its menus.
      if (width < 600) await boxesOn(page).first().scrollIntoViewIfNeeded();
      await shoot("cj-listing-marks");
      await selectRange(page, 0, 3);
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
