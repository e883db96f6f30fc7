import { createSandboxControl } from "@nexusone/sandbox/control";
import { CJ_ORIGIN, launchWithExtension } from "../browser.ts";
import { cardOn, imported, importButton, openPopup, pairByCode } from "../support/extension.ts";
import { listen } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";
import { THEMES } from "./options.ts";
import { picture, type RealOptions } from "./real.ts";

export const REAL_CARD = ["cj-page-ready", "cj-page-imported", "cj-page-pill", "cj-page-popup"] as const;

/** The card on CJ's own page, ready and imported, and the popup of that browser. */
export async function shootRealCard({ world, owner, folder, isWanted }: RealOptions): Promise<Shot[]> {
  if (!REAL_CARD.some(isWanted)) return [];
  const sandbox = createSandboxControl(world.sandboxUrl);
  const shots: Shot[] = [];
  for (const theme of THEMES) {
    const browser = await launchWithExtension(world, { colorScheme: theme });
    await pairByCode(browser.context, owner, `Shots ${theme}`);
    for (const [width, nth] of [
      [1440, 40],
      [1024, 41],
    ] as const) {
      const product = await sandbox.products.find("color-size", theme === "dark" ? nth + 2 : nth);
      const page = await browser.context.newPage();
      await page.setViewportSize({ width, height: 900 });
      const heard = listen(page);
      await page.goto(`${CJ_ORIGIN}${product.path}${theme === "dark" ? "?dark=1" : ""}`);
      await importButton(page).waitFor();
      shots.push(await picture(page, folder, `cj-page-ready--${width}-${theme}.png`, heard.problems));
      await importButton(page).click();
      await imported(page).waitFor();
      shots.push(await picture(page, folder, `cj-page-imported--${width}-${theme}.png`, heard.problems));
      await cardOn(page).getByRole("button", { name: "Collapse" }).click();
      await page.getByRole("button", { name: /^Open NexusOne/ }).waitFor();
      shots.push(await picture(page, folder, `cj-page-pill--${width}-${theme}.png`, heard.problems));
      await page.getByRole("button", { name: /^Open NexusOne/ }).click();
    }
    const popup = await openPopup(browser.context);
    await popup.getByRole("heading", { name: "Recent imports" }).waitFor();
    shots.push(await picture(popup, folder, `cj-page-popup--${theme}.png`, []));
    await browser.close();
  }
  return shots;
}
