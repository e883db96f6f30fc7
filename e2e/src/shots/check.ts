import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ConsoleMessage, Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

type AxeRun = { violations: { id: string; impact: string | null; help: string; nodes: { target: unknown[] }[] }[] };

/** Collects what a page's console calls an error. `expected` names what a screen is about, such as a refused link. */
export function listen(page: Page, expected?: RegExp): { readonly problems: string[] } {
  const problems: string[] = [];
  page.on("console", (message: ConsoleMessage) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === "error" && !expected?.test(text)) problems.push(`console: ${text.slice(0, 300)}`);
  });
  page.on("pageerror", (error) => problems.push(`console: ${error.message}`));
  return { problems };
}

/** Serious or critical findings of axe, and content wider than the screen. After a change of theme only colours can differ. */
export async function findings(page: Page, what: "all" | "colours" = "all"): Promise<string[]> {
  const found: string[] = [];
  if (what === "all") await page.evaluate(AXE);
  const only = what === "all" ? RULES : { type: "rule", values: ["color-contrast"] };
  // axe is a global of the page once its source ran there.
  const run = await page.evaluate<AxeRun>(
    `axe.run(document, { resultTypes: ["violations"], runOnly: ${JSON.stringify(only)} })`,
  );
  for (const { id, impact, help, nodes } of run.violations) {
    if (impact !== "serious" && impact !== "critical") continue;
    const where = nodes.slice(0, 3).map(({ target }) => target.flat().join(" "));
    found.push(`axe ${id} (${impact}): ${help}: ${where.join(" | ")}`);
  }
  return what === "all" ? [...found, ...(await sideways(page))] : found;
}

export async function sideways(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return over > 0 ? [`sideways scroll by ${over} px`] : [];
}
