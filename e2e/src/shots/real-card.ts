import path from "node:path";
import { createSandboxControl } from "@nexusone/sandbox/control";
import type { Page } from "playwright-core";
import { CJ_ORIGIN, launchWithExtension } from "../browser.ts";
import { cardOn, imported, importButton, openPopup, pairByCode } from "../support/extension.ts";
import { findings, listen } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";
import { THEMES } from "./options.ts";
import type { ShootOptions } from "./shoot.ts";

export const REAL_CARD = ["cj-page-ready", "cj-page-imported", "cj-page-pill", "cj-page-popup"] as const;

/** The card on CJ's own page, ready and imported, and the popup of that browser. */
export async function shootRealCard({ world, seeded, folder, isWanted }: ShootOptions): Promise<Shot[]> {
  if (!REAL_CARD.some(isWanted)) return [];
  const sandbox = createSandboxControl(world.sandboxUrl);
  const shots: Shot[] = [];
  for (const theme of THEMES) {
    const browser = await launchWithExtension(world, { colorScheme: theme });
    await pairByCode(browser.context, seeded.people.much, `Shots ${theme}`);
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

/** CJ's page is not ours to judge: axe looks at our own elements only, through the page's picture of the gallery. */
async function picture(page: Page, folder: string, file: string, problems: readonly string[]): Promise<Shot> {
  await page.screenshot({ path: path.join(folder, file), animations: "disabled" });
  const ours = page.url().startsWith("chrome-extension:") ? await findings(page) : [];
  return { name: file.replace(/--.*/, ""), file, findings: [...ours, ...problems] };
}
