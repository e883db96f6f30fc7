import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { optionsUrl } from "./browser.ts";
import { findImported, newPairingCode } from "./support/api.ts";
import { cardOn, imported, importButton, openPriced, openProduct, pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner, "Options"));

async function openOptions(): Promise<Page> {
  const page = await journey.browser.context.newPage();
  await page.goto(optionsUrl);
  await page.getByRole("heading", { name: "Options" }).waitFor();
  return page;
}

it("[EXT-02] brings the category and tags of the options to every import from this browser", async () => {
  const { browser, sandbox, owner } = journey;
  const options = await openOptions();
  await options.getByLabel("Category").fill("From the options");
  await options.getByLabel("Category").press("Tab");
  await options.getByLabel("Tags").fill("winter, gift");
  await options.getByLabel("Tags").press("Tab");
  await options.getByText("Saved", { exact: true }).waitFor();
  const stored = () => options.evaluate("chrome.storage.local.get('options').then(({ options }) => options.defaults)");
  await expect.poll(stored).toEqual({ categoryName: "From the options", tags: ["winter", "gift"] });
  const product = await sandbox.products.find("single", 31);
  const shop = await openPriced(browser.context, product);
  expect(await cardOn(shop).getByLabel("Category").inputValue()).toBe("From the options");
  await importButton(shop).click();
  await imported(shop).waitFor();
  const found = await findImported(owner, product.name);
  expect(found).toMatchObject({ tags: ["gift", "winter"] });
  expect(JSON.stringify(found)).toContain("From the options");
});

it("[EXT-01] speaks the language chosen there, on CJ's page too", async () => {
  const { browser, sandbox } = journey;
  const options = await openOptions();
  await options.getByLabel("Language").selectOption("fr");
  await options.getByText("Enregistré", { exact: true }).waitFor();
  const shop = await openProduct(browser.context, await sandbox.products.find("single", 32));
  await cardOn(shop).getByRole("button", { name: "Importer", exact: true }).waitFor();
  await options.getByLabel("Langue").selectOption("");
  await options.getByText("Saved", { exact: true }).waitFor();
});

it("[EXT-05] [EXT-09] asks Chrome for another server's host on the click that pairs with it, and talks to it only when allowed", async () => {
  const { world, browser, owner } = journey;
  const server = "https://shop.nexusone.test";
  const asked: string[] = [];
  await browser.context.route(`${server}/**`, async (route) => {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    asked.push(pathname);
    const answer = await fetch(`${world.serverUrl}${pathname}${search}`, {
      method: request.method(),
      headers: { ...request.headers(), host: new URL(world.serverUrl).host },
      ...(request.postData() !== null && { body: request.postData() }),
    });
    await route.fulfill({
      status: answer.status,
      contentType: "application/json",
      headers: { "access-control-allow-origin": "*" },
      body: await answer.text(),
    });
  });
  const options = await openOptions();
  // Chrome's question stands in its own window, which a test cannot answer: the answer is given in its place.
  await options.evaluate(`window.questions = []; window.answer = false;
    chrome.permissions.request = async (question) => (window.questions.push(question), window.answer);`);
  await options.getByText("Pair with another shop or server").click();
  await options.getByLabel("Pairing code").fill(await newPairingCode(owner, "Own server"));
  await options.getByLabel("Server").fill(server);
  await options.getByRole("button", { name: "Continue" }).click();
  await options.getByText("Chrome needs your permission to talk to this server.").waitFor();
  expect(asked).toEqual([]);
  await options.evaluate("window.answer = true");
  await options.getByRole("button", { name: "Continue" }).click();
  await options.getByRole("heading", { name: "Pair with Demo Store at shop.nexusone.test?" }).waitFor();
  await options.getByRole("button", { name: "Pair", exact: true }).click();
  await options.getByText("Paired with Demo Store at shop.nexusone.test.").waitFor();
  expect(await options.evaluate("window.questions")).toEqual(Array(2).fill({ origins: [`${server}/*`] }));
  expect(asked).toContain("/api/trpc/extension.pair");
});

it("[EXT-10] forgets everything after naming what is lost", async () => {
  const { owner } = journey;
  const options = await openOptions();
  const storage = () => options.evaluate("chrome.storage.local.get(null)");
  expect(Object.keys((await storage()) as object)).toContain("pairing");
  await options.getByRole("button", { name: "Forget everything" }).click();
  const sure = options.getByRole("group", { name: "Forget everything" });
  await sure.getByText("Nothing waits in the queue.").waitFor();
  await sure.getByRole("button", { name: "Forget everything" }).click();
  await options.getByText("Not paired.").waitFor();
  expect(await storage()).toEqual({});
  const sessions = await owner.query<{ name: string; status: string }[]>("extension.listSessions");
  expect(sessions).toContainEqual(expect.objectContaining({ name: "Own server", status: "revoked" }));
});
