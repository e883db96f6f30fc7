import { noteReason } from "@nexusone/testing/observed-reasons";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { panelUrl } from "./browser.ts";
import { pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner, "Holds"));

type Reply = { ok: boolean; reason?: { code: string } };

const add = (panel: Page, at: number): Promise<Reply> => {
  const items = [{ pid: String(1_000_000_000_000 + at), name: null, imageUrl: null }];
  const message = { name: "queue.add", input: { items, settings: { categoryName: `Shelf ${at}` } } };
  return panel.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
};

it("[EXT-03] [EXT-09] says that the queue is full, and whose products wait when somebody else is paired", async () => {
  const { browser, world } = journey;
  await browser.context.route(`${world.serverUrl}/api/trpc/imports.startPreview*`, (route) => route.abort());
  const panel = await browser.context.newPage();
  await panel.goto(panelUrl);
  for (let at = 0; at < 20; at += 1) expect(await add(panel, at)).toMatchObject({ ok: true });
  expect(await add(panel, 20)).toMatchObject({ ok: false, reason: { code: "extension.queue_full" } });
  noteReason("screen", "extension.queue_full");

  await panel.evaluate(`chrome.storage.local.get("pairing").then(({ pairing }) =>
    chrome.storage.local.set({ pairing: { ...pairing, merchantId: "0195a0d0-0000-7000-8000-000000000001" } }))`);
  await panel.getByRole("button", { name: "Try now" }).first().click();
  await panel.getByText("These products were collected for Demo Store.").first().waitFor();
  noteReason("screen", "extension.other_merchant");
});
