import { launchWithExtension, panelUrl } from "../browser.ts";
import { pairByCode } from "../support/extension.ts";
import { barOn, CATEGORY, openListing, selectRange } from "../support/listing.ts";
import { listen } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";
import { picture, speak, type RealOptions } from "./real.ts";

export const REAL_PANEL = ["cj-panel-triage", "cj-panel-done", "cj-panel-undo", "cj-panel-undone"] as const;

/** Chrome's narrowest docked panel, its usual one, and the page in a tab of its own. */
const WIDTHS = [320, 400, 900];

/** The side panel with a real import in it: the decision, the result, and taking it back. */
export async function shootRealPanel({ world, owner, folder, isWanted }: RealOptions): Promise<Shot[]> {
  if (!REAL_PANEL.some(isWanted)) return [];
  const shots: Shot[] = [];
  const words = {
    en: { import: /^Import \d+ products?$/, undo: "Undo this import", sure: /^Undo \d+ products?$/ },
    fr: { import: /^Importer \d+ produits?$/, undo: "Annuler cet import", sure: /^Annuler \d+ produits?$/ },
  };
  for (const [theme, locale, pageNum] of [
    ["light", "en", 21],
    ["dark", "fr", 22],
  ] as const) {
    const browser = await launchWithExtension(world, { colorScheme: theme });
    await pairByCode(browser.context, owner, `Panel ${theme}`);
    const list = await openListing(browser.context, `${CATEGORY}?pageNum=${pageNum}`);
    await selectRange(list, 0, 5);
    await barOn(list).getByRole("button", { name: "Import 6 products" }).click();
    await list.close();
    const panel = await browser.context.newPage();
    const heard = listen(panel);
    await panel.goto(panelUrl);
    await speak(panel, locale);
    const shoot = async (name: (typeof REAL_PANEL)[number]) => {
      for (const width of WIDTHS) {
        await panel.setViewportSize({ width, height: 800 });
        shots.push(await picture(panel, folder, `${name}--${width}-${theme}-${locale}.png`, heard.problems));
      }
    };
    const said = words[locale];
    await panel.getByRole("button", { name: said.import }).waitFor({ timeout: 60_000 });
    await panel.locator("details summary").first().click();
    await shoot("cj-panel-triage");
    await panel.getByRole("button", { name: said.import }).click();
    await panel.getByRole("button", { name: said.undo }).waitFor({ timeout: 60_000 });
    await shoot("cj-panel-done");
    await panel.getByRole("button", { name: said.undo }).click();
    await panel.getByRole("button", { name: said.sure }).waitFor();
    await shoot("cj-panel-undo");
    await panel.getByRole("button", { name: said.sure }).click();
    await panel.locator(".took-back").waitFor();
    await shoot("cj-panel-undone");
    await browser.close();
  }
  return shots;
}
