import { createSandboxControl } from "@nexusone/sandbox/control";
import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();

it("[CAT-01] [CAT-02] [UIX-03] a page of Sourcing is one list call of 50 points, a second visit and a second look none, and what is chosen goes to the import", async () => {
  const { world, owner, browser } = journey;
  const control = createSandboxControl(world.sandboxUrl);
  const asked = async (path: string) => (await control.requests.list({ vendor: "cj-api", path })).length;
  const before = {
    list: await asked("/product/listV2"),
    product: await asked("/product/query"),
    freight: await asked("/logistic"),
  };
  const page = await openAdmin(browser.context, world, owner, "/sourcing");
  const tiles = page.getByRole("list", { name: "CJ's products" }).getByRole("listitem");
  await tiles.nth(39).waitFor();
  expect(await asked("/product/listV2")).toBe(before.list + 1);
  expect(await asked("/product/query")).toBe(before.product);
  expect(await asked("/logistic")).toBe(before.freight);
  await page.reload();
  await tiles.nth(39).waitFor();
  expect(await asked("/product/listV2")).toBe(before.list + 1);

  // A look costs what it says, and shows stock by warehouse.
  await tiles.first().getByRole("button").first().click();
  const look = page.getByRole("dialog");
  await look.getByText("Landed margin").waitFor();
  expect(await asked("/product/query")).toBe(before.product + 1);
  await page.reload();
  await look.getByText("Landed margin").waitFor();
  expect(await asked("/product/query")).toBe(before.product + 1);
  await page.keyboard.press("Escape");
  await look.waitFor({ state: "detached" });
  await tiles.nth(39).waitFor();

  for (const nth of [1, 2]) await tiles.nth(nth).getByRole("checkbox").check();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByRole("button", { name: "Compare" }).click();
  await page.getByRole("dialog", { name: "2 products side by side" }).getByRole("columnheader").nth(1).waitFor();
  await page.keyboard.press("Escape");
  await bar.getByRole("button", { name: "Import 2 products" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await page.getByRole("heading", { name: "2 products to look over" }).waitFor({ timeout: 60_000 });
});

it("[CAT-04] sends CJ's category into one of the merchant's, renames and deletes it", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/sourcing/categories");
  await page.getByLabel("CJ's category").selectOption({ index: 1 });
  await page.getByLabel("Your category").fill("From CJ");
  await page.getByRole("button", { name: "Set", exact: true }).click();
  await page.getByRole("button", { name: /^No longer send/ }).waitFor();
  await page.getByRole("button", { name: "Change From CJ" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Picked");
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await page.getByRole("button", { name: "Change Picked" }).click();
  await page.getByRole("menuitem", { name: "Delete category" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete category" }).click();
  await page.getByRole("button", { name: "Change Picked" }).waitFor({ state: "detached" });
});
