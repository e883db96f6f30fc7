import type { BrowserContext, Locator, Page } from "playwright-core";
import type { ProductView } from "@nexusone/sandbox/control";
import { CJ_ORIGIN, popupUrl } from "../browser.ts";
import type { World } from "../world.ts";
import { newPairingCode, type Person } from "./api.ts";

export const cardOn = (page: Page): Locator => page.getByRole("region", { name: /^NexusOne/ });
export const importButton = (page: Page): Locator => cardOn(page).getByRole("button", { name: "Import", exact: true });

/** What the card says, to eyes and screen readers alike, once the product is in the catalogue. */
export const imported = (page: Page): Locator =>
  cardOn(page).getByRole("status").getByText("Imported", { exact: true });

/** A CJ product page with the card on it, priced and ready. */
export async function openPriced(context: BrowserContext, product: Pick<ProductView, "path">): Promise<Page> {
  const page = await openProduct(context, product);
  await importButton(page).waitFor();
  return page;
}

export async function openProduct(context: BrowserContext, product: Pick<ProductView, "path">): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${CJ_ORIGIN}${product.path}`);
  return page;
}

/** The popup as a page of its own. */
export async function openPopup(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${popupUrl}?tab`);
  return page;
}

export async function typeCode(popup: Page, code: string): Promise<void> {
  await popup.getByLabel("Pairing code").fill(code);
  await popup.getByRole("button", { name: "Continue" }).click();
}

/** Playwright keeps every page focused, so the event of a person's return has to be named. */
export async function comeBack(page: Page): Promise<void> {
  await page.bringToFront();
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
}

/** Pairs the browser by a typed code, for journeys about something else. */
export async function pairByCode(context: BrowserContext, owner: Person, name = "Laptop"): Promise<void> {
  const popup = await openPopup(context);
  await typeCode(popup, await newPairingCode(owner, name));
  await popup.getByRole("button", { name: "Pair", exact: true }).click();
  await popup.getByRole("heading", { name: "Recent imports" }).waitFor();
  await popup.close();
}

/** Addresses of everything that runs in the browser, Chrome's own windows included. */
export async function targetsOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { targetInfos } = await session.send("Target.getTargets", { filter: [{}] });
  await session.detach();
  return targetInfos.map(({ url }) => url);
}

/**
 * Ends the extension's worker as Chrome does after half an idle minute. The next message starts a new one, which knows only what
 * was stored.
 */
export async function killWorker(context: BrowserContext, world: World): Promise<void> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const { targetInfos } = await session.send("Target.getTargets");
  const worker = targetInfos.find(({ type, url }) => type === "service_worker" && url.startsWith("chrome-extension:"));
  if (!worker) throw new Error(`no worker of the extension runs against ${world.serverUrl}`);
  await session.send("Target.closeTarget", { targetId: worker.targetId });
  await page.close();
}
