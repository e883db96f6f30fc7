import { beforeAll, expect, it } from "vitest";
import { storedImports } from "./support/database.ts";
import { imported, importButton, killWorker, openPopup, openPriced, pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner));

it("[EXT-02] carries out the click of a card whose worker was put to sleep since its preview", async () => {
  const { world, sandbox, browser } = journey;
  const product = await sandbox.products.find("color", 9);
  const shop = await openPriced(browser.context, product);
  await killWorker(browser.context, world);
  await shop.bringToFront();
  await importButton(shop).click();
  await imported(shop).waitFor();
  expect(await storedImports(world, product.pid)).toHaveLength(1);
});

it("[EXT-08] keeps the session of a worker that died between the refresh's answer and its write", async () => {
  const { world, sandbox, owner, browser } = journey;
  const { context } = browser;
  const popup = await openPopup(context);
  await popup.getByRole("heading", { name: "Recent imports" }).waitFor();
  const refresh = `${world.serverUrl}/api/trpc/extension.refresh*`;
  let answers = 0;
  const died = new Promise<void>((resolve, reject) => {
    void context.route(
      refresh,
      async (route) => {
        // The server has answered and moved on to the next token; the worker never hears of it.
        const answer = await route.fetch();
        answers += answer.ok() ? 1 : 0;
        await killWorker(context, world).then(resolve, reject);
      },
      { times: 1 },
    );
  });
  await popup.evaluate("chrome.storage.session.remove('access')");
  await popup.reload();
  await died;
  expect(answers).toBe(1);

  const product = await sandbox.products.find("color", 10);
  const shop = await openPriced(context, product);
  await importButton(shop).click();
  await imported(shop).waitFor();
  const sessions = await owner.query<{ name: string; status: string }[]>("extension.listSessions");
  expect(sessions.find(({ name }) => name === "Laptop")).toMatchObject({ status: "active" });
});
