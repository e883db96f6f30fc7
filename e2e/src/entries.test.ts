import { beforeAll, expect, it } from "vitest";
import { CJ_ORIGIN, launchWithExtension, panelUrl } from "./browser.ts";
import { openPriced, openProduct, pairByCode, targetsOf } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";
import { barOn, boxesOn, CATEGORY, openListing } from "./support/listing.ts";
import { until } from "./support/until.ts";
import { badgeOf, dockedPanel, fire, workerOf } from "./support/worker.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner, "Entries"));

const badge = () => badgeOf(journey.browser.context);

it("[EXT-03] adds products by the menu on CJ's links and pages, counts them on the toolbar, and takes nothing else", async () => {
  const { browser, sandbox } = journey;
  const { context } = browser;
  const [linked, opened] = [await sandbox.products.find("color", 61), await sandbox.products.find("color", 62)];
  const shop = await openPriced(context, opened);
  expect(await badge()).toBe("");
  await fire(context, "contextMenus.onClicked", { menuItemId: "queue-link", linkUrl: CJ_ORIGIN + linked.path }, shop);
  await expect.poll(badge).toBe("1");
  await fire(context, "contextMenus.onClicked", { menuItemId: "queue-page", pageUrl: shop.url() }, shop);
  await expect.poll(badge).toBe("2");
  // The same product again, and what is none.
  await fire(context, "contextMenus.onClicked", { menuItemId: "queue-page", pageUrl: shop.url() }, shop);
  await fire(context, "contextMenus.onClicked", { menuItemId: "queue-link", linkUrl: `${CJ_ORIGIN}/myCJ.html` }, shop);
  await discardAll(2);
});

it("[EXT-03] has keys for the panel and for adding the open product", async () => {
  const { browser, sandbox } = journey;
  const { context } = browser;
  const shop = await openPriced(context, await sandbox.products.find("color", 63));
  const worker = await workerOf(context);
  // Chrome gives an extension that a command line loads no keys of its own accord: those are the manifest's to suggest.
  expect(await worker.evaluate("chrome.commands.getAll()")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "add-product", description: "Add the product on this page to the queue" }),
      expect.objectContaining({ name: "open-panel" }),
    ]),
  );
  expect(await worker.evaluate("chrome.runtime.getManifest().commands")).toMatchObject({
    "add-product": { suggested_key: { default: "Alt+Shift+A" } },
    "open-panel": { suggested_key: { default: "Alt+Shift+Q" } },
  });
  await fire(context, "commands.onCommand", "add-product", shop);
  await expect.poll(badge).toBe("1");
  await discardAll(1);
  // Without a real key Chrome docks nothing, and the panel comes as a tab.
  const opening = context.waitForEvent("page");
  await fire(context, "commands.onCommand", "open-panel", shop);
  const tab = await opening;
  await tab.waitForURL(`${panelUrl}?tab`);
  await tab.getByRole("heading", { name: "Import queue" }).waitFor();
  await tab.close();
});

/** Waits in the panel until so many products could be imported, and discards them all. */
async function discardAll(products: number): Promise<void> {
  const panel = await journey.browser.context.newPage();
  await panel.goto(panelUrl);
  const offered = panel.getByRole("button", { name: /^Import \d+ products?$/ });
  const counted = async () =>
    (await offered.allInnerTexts()).reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0]), 0);
  await expect.poll(counted, { timeout: 60_000 }).toBe(products);
  for (let left = await offered.count(); left > 0; left -= 1) {
    await panel.getByRole("button", { name: "Discard", exact: true }).first().click();
    await panel.getByRole("button", { name: "Discard them" }).click();
    await expect.poll(() => offered.count()).toBe(left - 1);
  }
  await expect.poll(badge).toBe("");
  await panel.close();
}

it("[EXT-03] [UIX-03] docks the panel beside the list on a person's click, and imports from there", async () => {
  const { browser } = journey;
  const { context } = browser;
  const shop = await openListing(context, `${CATEGORY}?pageNum=9`);
  await boxesOn(shop).first().click();
  await barOn(shop).getByRole("button", { name: "Import 1 product" }).click();
  await barOn(shop).getByRole("button", { name: "Review in side panel" }).first().click();
  await until(
    () => targetsOf(shop),
    (urls) => urls.includes(panelUrl),
  );
  // Docked, and not the tab that stands in where Chrome cannot.
  expect(await targetsOf(shop)).not.toContain(`${panelUrl}?tab`);
  const panel = await dockedPanel(shop);
  const press = (label: string) =>
    panel.evaluate<boolean>(
      `{ const found = [...document.querySelectorAll("button")].find((one) => !one.disabled && one.textContent.startsWith(${JSON.stringify(label)})); found?.click(); found !== undefined; }`,
    );
  await until(
    () => press("Import 1 product"),
    (pressed) => pressed,
    60_000,
  );
  await until(
    () => panel.evaluate<string>("document.body.innerText"),
    (text) => text.includes("Done"),
    60_000,
  );
});

it("[EXT-03] explains itself when an unpaired browser is asked to add a product", async () => {
  const { world, sandbox } = journey;
  const fresh = await launchWithExtension(world);
  try {
    const shop = await openProduct(fresh.context, await sandbox.products.find("color", 64));
    await fire(fresh.context, "commands.onCommand", "add-product", shop);
    await until(
      () => targetsOf(shop),
      (urls) => urls.some((url) => url.includes("/popup/popup.html")),
    );
    expect(await badgeOf(fresh.context)).toBe("");
  } finally {
    await fresh.close();
  }
});
