import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { CJ_ORIGIN } from "./browser.ts";
import { findImported } from "./support/api.ts";
import { cardOn, imported, importButton, openPriced, pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner));

/** Where CJ's own buttons, headings and pictures stand. */
const layoutOf = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    [...document.querySelectorAll("body :is(button, h1, h2, img, input, a)")].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.tagName, Math.round(x), Math.round(y + scrollY), Math.round(width), Math.round(height)];
    }),
  );

it("[EXT-01] [SEC-05] leaves CJ's page as it is: layout, keys, the visitor's account, and no trace after leaving", async () => {
  const { sandbox, browser } = journey;
  const product = await sandbox.products.find("color-size", 12);
  const bare = await browser.context.newPage();
  await bare.route("**/*", (route) => route.fallback());
  await bare.goto(`${CJ_ORIGIN}${product.path}`, { waitUntil: "load" });
  const shop = await openPriced(browser.context, product);
  await bare.evaluate(() => document.querySelector("nexusone-card")?.remove());
  expect(await layoutOf(shop)).toEqual(await layoutOf(bare));

  // The card covers none of CJ's own buttons: what is under their middle is theirs.
  const covered = await shop.evaluate(() =>
    [...document.querySelectorAll("#app button")]
      .filter((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        const at = document.elementFromPoint(x + width / 2, y + height / 2);
        return at?.localName === "nexusone-card";
      })
      .map((button) => button.textContent),
  );
  expect(covered).toEqual([]);

  await shop.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { keysSeen: seen });
    for (const type of ["keydown", "keyup", "keypress", "input", "change", "paste"])
      for (const target of [window, document])
        target.addEventListener(type, (event) => event.eventPhase !== Event.CAPTURING_PHASE && seen.push(type));
  });
  await cardOn(shop).getByLabel("Category").click();
  await shop.keyboard.type("Rain");
  expect(await cardOn(shop).getByLabel("Category").inputValue()).toBe("Rain");
  expect(await shop.evaluate("window.keysSeen")).toEqual([]);

  // A script of the page can press our buttons, but is nobody.
  await shop.evaluate(() => {
    const card = document.querySelector("nexusone-card")?.shadowRoot;
    card?.querySelector<HTMLButtonElement>(".act .main")?.click();
  });
  await importButton(shop).waitFor();
  await importButton(shop).click();
  await imported(shop).waitFor();
  expect(await shop.evaluate("window.__loginInfoReads")).toBeUndefined();

  const children = "[...document.documentElement.children].map((child) => child.localName)";
  await shop.getByRole("link", { name: "All products" }).click();
  await shop.waitForURL("**/list/**");
  // The product's card is gone; what belongs to a list is one element of its own.
  await expect.poll(() => shop.evaluate(children)).toEqual(["head", "body", "nexusone-listing"]);
  await shop.goBack();
  await cardOn(shop).waitFor();
  await shop.evaluate("history.pushState({}, '', '/myCJ.html')");
  await expect.poll(() => shop.evaluate(children)).toEqual(["head", "body"]);
});

it("[SEC-05] [CAT-09] never runs what a supplier wrote into a description, in the shop or in the admin", async () => {
  const { world, sandbox, owner, browser } = journey;
  const hostile = await hostileProduct();
  const shop = await openPriced(browser.context, hostile);
  await importButton(shop).click();
  await imported(shop).waitFor();
  const product = await findImported(owner, hostile.name);
  const admin = await browser.context.newPage();
  const [name = "", value = ""] = owner.cookie.split("=");
  await browser.context.addCookies([{ url: world.serverUrl, name, value }]);
  await admin.goto(`${world.serverUrl}/m/${owner.slug}/catalogue/${product?.id}`);
  await admin.getByRole("heading", { name: hostile.name, level: 1 }).waitFor();
  await admin.getByText("Description").first().waitFor();
  expect(await admin.evaluate("window.__supplierHtmlRan")).toBeUndefined();
  expect(await admin.locator("main script, main iframe, main [onerror], main [onclick]").count()).toBe(0);

  /** The first product whose page carries markup that would run. */
  async function hostileProduct() {
    for (let index = 0; index < 400; index++) {
      const candidate = await sandbox.products.at(index);
      if (candidate.removed) continue;
      const html = await (await fetch(`${world.sandboxUrl}${candidate.path}`)).text();
      if (html.includes("__supplierHtmlRan")) return candidate;
    }
    throw new Error("the simulated catalogue holds no hostile description");
  }
});
