import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { panelUrl } from "./browser.ts";
import { creditsTaken, holdingImports, importedOf } from "./support/database.ts";
import { pairByCode } from "./support/extension.ts";
import { startJourney } from "./support/journey.ts";
import { barOn, CATEGORY, openListing, selectedOn, selectRange } from "./support/listing.ts";

const journey = startJourney();
beforeAll(() => pairByCode(journey.browser.context, journey.owner, "Panel"));

/** Products of a page of the list, on their way; the panel waits for a person's word about them. */
async function collect(pageNum: number, count: number): Promise<{ panel: Page; pids: string[] }> {
  const { context } = journey.browser;
  const list = await openListing(context, `${CATEGORY}?pageNum=${pageNum}`);
  await selectRange(list, 0, count - 1);
  const pids = await selectedOn(list);
  await barOn(list)
    .getByRole("button", { name: `Import ${count} products` })
    .click();
  const panel = await context.newPage();
  await panel.goto(panelUrl);
  await panel.getByRole("button", { name: `Import ${count} products` }).waitFor({ timeout: 60_000 });
  await list.close();
  return { panel, pids };
}

const there = async (pids: readonly string[]): Promise<number> =>
  (await importedOf(journey.world, journey.owner.merchantId, pids)).size;

it("[CAT-12] [EXT-03] [UIX-03] takes a whole import back: what was changed since is named first, and credits are exact", async () => {
  const { world, owner } = journey;
  const before = await creditsTaken(world, owner.merchantId);
  const { panel, pids } = await collect(17, 3);
  await panel.getByRole("button", { name: "Import 3 products" }).click();
  await panel.getByRole("button", { name: "Undo this import" }).waitFor({ timeout: 60_000 });
  expect(await there(pids)).toBe(3);
  expect((await creditsTaken(world, owner.merchantId)) - before).toBe(9);

  const { items } = await owner.query<{ items: { id: string; name: string }[] }>("catalog.listProducts", { limit: 1 });
  const [changed] = items;
  await owner.mutate("catalog.updateProduct", { id: changed?.id, name: "My own words" });
  await panel.getByRole("button", { name: "Undo this import" }).click();
  await panel.getByRole("button", { name: "Undo 3 products" }).click();
  await panel.getByText("Products undone: 2. Credits that came back: 6.").waitFor();
  await panel.getByText("Changed since, and left as they are").waitFor();
  expect(await there(pids)).toBe(1);
  await panel.getByRole("button", { name: "Undo these too" }).click();
  await panel.getByText("Products undone: 1. Credits that came back: 3.").waitFor();
  expect(await there(pids)).toBe(0);
  expect(await creditsTaken(world, owner.merchantId)).toBe(before);
});

it("[EXT-03] [UIX-03] pauses an import and lets it go on, and each product is there once", async () => {
  const { world } = journey;
  const { panel, pids } = await collect(18, 4);
  await holdingImports(world, async () => {
    await panel.getByRole("button", { name: "Import 4 products" }).click();
    await panel.getByRole("button", { name: "Pause" }).click();
    await panel.getByText(/^Paused · /).waitFor();
  });
  await panel.getByRole("button", { name: "Resume" }).click();
  await panel.getByRole("button", { name: "Undo this import" }).waitFor({ timeout: 60_000 });
  expect(await there(pids)).toBe(4);
});
