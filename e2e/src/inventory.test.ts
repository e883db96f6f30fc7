import { expect, it } from "vitest";
import { importAll, openAdmin } from "./support/admin.ts";
import { findImported } from "./support/api.ts";
import { startJourney } from "./support/journey.ts";
import { keepByHand, keepBySync, stockToKeep, untrue } from "./support/stock-hands.ts";

const journey = startJourney();

it("[INV-13] [INV-06] [INV-08] [INV-09] a sync by hand is seen while it works, finds what is low and what jumped, and somebody decides", async () => {
  const { owner, sandbox, world, browser } = journey;
  const { pid, name, variants } = await sandbox.products.find("color", 75);
  await importAll(owner, [pid]);
  for (const [nth, { vid, priceUsd }] of variants.entries()) {
    await sandbox.products.setPrice(vid, Number(((priceUsd ?? 1) * 1.9).toFixed(2)));
    await sandbox.products.setStock(vid, "CN", { cj: nth === 0 ? 3 : 0, factory: 0 });
  }
  const page = await openAdmin(browser.context, world, owner, "/inventory");
  await page.getByRole("button", { name: "Sync now" }).click();
  const alerts = page.getByRole("list", { name: "Alerts" }).getByRole("listitem").filter({ hasText: name });
  await alerts.getByText("3 left").waitFor();
  await page.getByText("Done").first().waitFor();

  const tabs = page.getByRole("navigation", { name: "Screens of stock" });
  await tabs.getByRole("link", { name: /^Approvals/ }).click();
  const asked = page.getByRole("list", { name: "Approvals" }).getByRole("listitem").filter({ hasText: name });
  const before = await findImported(owner, name);
  await asked.getByRole("button", { name: `Approve: ${name}` }).click();
  await asked.waitFor({ state: "detached" });
  const after = await findImported(owner, name);
  expect(after).not.toEqual(before);

  await tabs.getByRole("link", { name: "Schedule and rules" }).click();
  const schedule = page.locator("form").filter({ has: page.getByLabel("How often") });
  await schedule.getByLabel("How often").selectOption({ label: "Every hour" });
  await page.getByText("As your last syncs were charged.").waitFor();
  await schedule.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved").first().waitFor();

  await tabs.getByRole("link", { name: "Stock", exact: true }).click();
  await page.getByRole("button", { name: `Dismiss: ${name}` }).click();
  await alerts.waitFor({ state: "detached" });
});

it("[TST-06] [INV-13] keeps stock and cost true with a tenth of the acts that it takes by hand", async () => {
  const { owner, sandbox, world, browser } = journey;
  // A page of a list that no other journey imports from; few products, so the fixed acts of the sync weigh the most.
  const path = "/list/all.html?pageNum=17";
  const kept = await stockToKeep({ context: browser.context, owner, sandbox }, { path, products: 10 });
  const place = { context: browser.context, world, owner, path, kept };
  const byHand = await keepByHand(place);
  const bySync = await keepBySync(place);
  expect(await untrue(owner, kept)).toEqual([]);
  expect(bySync.sum).toBeLessThanOrEqual(byHand.sum / 10);
  await owner.mutate("inventory.saveSettings", { policies: { cost: "apply" } });
}, 400_000);
