import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { CJ_ORIGIN, panelUrl, signIn } from "./browser.ts";
import { storedImports } from "./support/database.ts";
import { cardOn, imported, importButton, openPopup, openPriced, openProduct, pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";
import { fire } from "./support/worker.ts";

const journey = startJourney();
const beacons: string[] = [];
beforeAll(async () => {
  await pairByCode(journey.browser.context, journey.owner);
  journey.browser.context.on("request", (request) => {
    if (request.url().includes("beacon.invalid")) beacons.push(request.url());
  });
});

/** Inline handlers of any part of a page, ours in its shadow roots included, would leave this in it. */
const harmed = (page: Page) => page.evaluate("window.__pwned ?? window.__supplierHtmlRan ?? null");

it("[EXT-01] [EXT-02] nothing of a hostile product runs on CJ's page, in the extension or in the admin", async () => {
  const { world, sandbox, owner, browser } = journey;
  const product = await sandbox.products.find("color-size", 11);
  await sandbox.products.makeHostile(product.pid);
  const { name } = await sandbox.products.get(product.pid);
  // CJ's own page runs its suppliers' markup, which is none of ours: this one has it as text alone.
  const text = name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  await browser.context.route(`${CJ_ORIGIN}${product.path}`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>${text}</title><h1>${text}</h1><span class="priceBox--x">$6.30</span>`,
    }),
  );
  try {
    const shop = await openPriced(browser.context, product);
    expect(await cardOn(shop).getByRole("heading").first().innerText()).toContain("onerror=");
    await importButton(shop).click();
    await imported(shop).waitFor();
    expect(await harmed(shop)).toBeNull();

    const popup = await openPopup(browser.context);
    await popup.getByText("onerror=").first().waitFor();
    expect(await harmed(popup)).toBeNull();

    // The queue calls a product what its page is called.
    await fire(browser.context, "contextMenus.onClicked", { menuItemId: "queue-page" }, shop);
    const panel = await browser.context.newPage();
    await panel.goto(panelUrl);
    const queue = panel.getByRole("region", { name: "Import queue" });
    await queue.getByText("Products", { exact: true }).click();
    await queue.getByText("onerror=").first().waitFor();
    await panel.getByRole("heading", { name: "Recent imports" }).waitFor();
    expect(await panel.locator("iframe, [onclick], [onerror], [onload], a[href^='javascript:']").count()).toBe(0);
    expect(await harmed(panel)).toBeNull();

    const stored = await storedImports(world, product.pid);
    expect(stored).toHaveLength(1);
    const admin = await browser.context.newPage();
    await signIn(admin, world);
    await admin.goto(`${world.serverUrl}/m/${owner.slug}/catalogue`);
    await admin.getByText(product.name).first().waitFor();
    expect(await harmed(admin)).toBeNull();
    await admin.getByRole("link").filter({ hasText: product.name }).first().click();
    await admin.waitForURL(/catalogue\/[\da-f-]{36}/);
    await admin.getByText("onerror=").first().waitFor();
    expect(await admin.locator("iframe[srcdoc], [onclick], [onerror], [onload]").count()).toBe(0);
    expect(await admin.locator('a[href^="javascript:"]').count()).toBe(0);
    expect(await harmed(admin)).toBeNull();
    expect(beacons).toEqual([]);
  } finally {
    await sandbox.products.restore(product.pid);
  }
});

it("[EXT-01] a page with five megabytes, five hundred variants and keys of prototypes is priced by its address", async () => {
  const { sandbox, browser } = journey;
  const product = await sandbox.products.find("color", 21);
  const rows = Array.from({ length: 500 }, (_, at) => `{"id":"26010100000000${10_000 + at}","sellPrice":"1.${at}"}`);
  const data = `{"id":"${product.pid}","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"nameEn":"Evil } \\u2028 <\\/script>","sellPrice":"0.01","description":"${"<p>x<\\/p>".repeat(200_000)}","stanProducts":[${rows.join()}]}`;
  const heavy = `<!doctype html><meta charset="gb2312"><title>Evil</title><h1>Evil</h1><span class="priceBox--x">$0.01</span>${"<div>".repeat(400)}<script>window.productDetailData=${data};</script>`;
  await browser.context.route(`${CJ_ORIGIN}${product.path}`, (route) =>
    route.fulfill({ contentType: "text/html; charset=gb2312", body: heavy }),
  );
  const shop = await openProduct(browser.context, product);
  await importButton(shop).waitFor();
  // What is imported is CJ's answer about this id, whatever the page says.
  await cardOn(shop).getByRole("heading", { name: product.name }).waitFor();
  expect(await shop.evaluate("({}).polluted ?? null")).toBeNull();
  expect(await harmed(shop)).toBeNull();
});
