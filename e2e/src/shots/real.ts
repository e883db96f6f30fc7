import path from "node:path";
import type { Page } from "playwright-core";
import type { Person } from "../support/api.ts";
import type { World } from "../world.ts";
import { findings } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";

/** What pictures of the extension in a real browser need: no seeded shops, the demo owner alone. */
export type RealOptions = {
  readonly world: World;
  readonly owner: Person;
  readonly folder: string;
  readonly isWanted: (name: string) => boolean;
};

/** CJ's page is not ours to judge: axe looks at pages of the extension; what is drawn on CJ's has the pictures of the gallery. */
export async function picture(page: Page, folder: string, file: string, problems: readonly string[]): Promise<Shot> {
  await page.screenshot({ path: path.join(folder, file), animations: "disabled" });
  const ours = page.url().startsWith("chrome-extension:") ? await findings(page) : [];
  return { name: file.replace(/--.*/, ""), file, findings: [...ours, ...problems] };
}

/** As the options keep it; the page asked is any of the extension's own. */
export const speak = (page: Page, language: "en" | "fr"): Promise<unknown> =>
  page.evaluate(
    `chrome.runtime.sendMessage({ name: "options.keep", input: { language: ${JSON.stringify(language)} } })`,
  );
