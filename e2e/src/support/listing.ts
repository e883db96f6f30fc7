import type { BrowserContext, Locator, Page } from "playwright-core";
import { CJ_ORIGIN } from "../browser.ts";

export const CATEGORY = "/list/all.html";
export const marksOn = (page: Page): Locator => page.getByRole("group", { name: "NexusOne: products on this page" });
export const boxesOn = (page: Page): Locator => marksOn(page).getByRole("checkbox");
export const barOn = (page: Page): Locator => page.getByRole("region", { name: "NexusOne: import several" });

/** A list of CJ's shop, once its cards are marked. */
export async function openListing(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${CJ_ORIGIN}${path}`);
  await boxesOn(page).first().waitFor();
  return page;
}

/** As a person does: the first card of a range, then its last with Shift. */
export async function selectRange(page: Page, from: number, to: number): Promise<void> {
  await boxesOn(page).nth(from).click();
  await boxesOn(page)
    .nth(to)
    .click({ modifiers: ["Shift"] });
}

/** CJ's ids of the cards selected on this page, in its order. */
export const selectedOn = (page: Page): Promise<string[]> =>
  marksOn(page)
    .locator(".tile.on")
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-pid") ?? ""));
