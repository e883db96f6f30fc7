import { beforeAll, expect, it } from "vitest";
import { importAll, openAdmin } from "./support/admin.ts";
import { fillCatalogue } from "./support/database.ts";
import { signInByApi } from "./support/api.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();
let names: string[] = [];
beforeAll(async () => {
  const { sandbox, owner } = journey;
  const products = await Promise.all([40, 41, 42].map((nth) => sandbox.products.find("color", nth)));
  names = products.map(({ name }) => name);
  await importAll(
    owner,
    products.map(({ pid }) => pid),
  );
});

it("[CAT-21] [UIX-01] chooses products with the keys, changes them by a preview and undoes it", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner);
  const first = page.locator('a[data-row="0"]');
  await first.focus();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  const bar = page.getByRole("region", { name: "Selected products" });
  await bar.getByText("3 selected").waitFor();
  await bar.getByRole("button", { name: "Change", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Change products" });
  await sheet.getByLabel("What to change").selectOption("addTags");
  await sheet.getByLabel("Tags to add").fill("summer, beach");
  await sheet.getByRole("button", { name: "Preview" }).click();
  await sheet.getByText("3 products will change").waitFor();
  await sheet.getByText("beach, summer").nth(2).waitFor();
  await sheet.getByRole("button", { name: "Change 3 products" }).click();
  await sheet.getByText("3 products changed").waitFor();
  const tagged = () => owner.query<{ total: number }>("catalog.listProducts", { tag: "beach" });
  expect((await tagged()).total).toBe(3);
  await sheet.getByRole("button", { name: "Undo 3 changes" }).click();
  await sheet.getByText("3 products are as they were").waitFor();
  expect((await tagged()).total).toBe(0);
  await page.close();
});

it("[CAT-21] says which near word it took, and narrows by what has no chip of its own", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner);
  const word = (names[0] ?? "").split(/\W+/).find((one) => one.length > 5) ?? "";
  const typed = word.slice(0, 3) + word.slice(4);
  await expect
    .poll(async () => {
      await page.getByRole("searchbox", { name: "Search products" }).fill(typed);
      return page.getByText(`Nothing has “${typed.toLowerCase()}”`).count();
    })
    .toBe(1);
  await page.getByRole("button", { name: "Clear the search" }).click();
  await page.getByRole("button", { name: "More filters" }).click();
  const dialog = page.getByRole("dialog", { name: "More filters" });
  await dialog.getByLabel("Price from").fill("9");
  await dialog.getByLabel("Price to").fill("8");
  await dialog.getByRole("button", { name: "Show products" }).click();
  await dialog.getByText("This is less than where it begins.").waitFor();
  await dialog.getByLabel("Price from").fill("");
  await dialog.getByLabel("Price to").fill("0.01");
  await dialog.getByRole("button", { name: "Show products" }).click();
  await page.waitForURL(/priceTo=1/);
  await page.getByText("No product matches").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "More about this list" }).click();
  await page.getByRole("menuitem", { name: "Export as CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await page.close();
});

it("[CAT-21] keeps filters under a name, finds them again by menu and palette, renames, shares, deletes and takes that back", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner);
  await page.getByRole("button", { name: "Stock" }).click();
  await page.getByRole("menuitemcheckbox", { name: "In stock" }).click();
  await page.getByRole("button", { name: "Saved filters" }).click();
  await page.getByRole("menuitem", { name: "Save these filters" }).click();
  const save = page.getByRole("dialog", { name: "Save these filters" });
  await save.getByLabel("Name").fill("On the shelf");
  await page.keyboard.press("Enter");
  await save.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await page.waitForURL((url) => !url.searchParams.has("stock"));

  // By keys alone: the palette knows it, wherever one is.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("on the shelf");
  await page.getByRole("option", { name: "On the shelf" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/stock=in/);
  await page.getByRole("button", { name: "On the shelf" }).click();
  await page.getByRole("menuitem", { name: "Rename, share or delete" }).click();
  const manage = page.getByRole("dialog", { name: "Saved filters" });
  await manage.getByRole("button", { name: "Rename On the shelf" }).click();
  await manage.getByLabel("Name").fill("Ready to sell");
  await page.keyboard.press("Enter");
  await manage.getByRole("button", { name: "Share Ready to sell with the team" }).click();
  await manage.getByText("Shared with the team").waitFor();
  await manage.getByRole("button", { name: "Delete Ready to sell" }).click();
  await manage.getByText("You have no saved filters.").waitFor();
  await manage.getByRole("button", { name: "Undo" }).click();
  await manage.getByText("Ready to sell").waitFor();
  type Kept = { items: { name: string; shared: boolean; query: object }[] };
  await expect
    .poll(() => owner.query<Kept>("savedFilters.list", {}).then(({ items }) => items))
    .toMatchObject([{ name: "Ready to sell", shared: true, query: { stock: "in" } }]);
  await page.close();
});

it("[CAT-21] scrolls through 50,000 products with a table of a few dozen rows", async () => {
  const { world, browser } = journey;
  const free = await signInByApi(world, "free@demo.nexusone.test");
  await fillCatalogue(world, free.merchantId, 50_000);
  const page = await openAdmin(browser.context, world, free);
  await page.getByText("1,000+ products").waitFor();
  const list = page.locator('[data-scroll="catalogue"]');
  for (let pages = 0; pages < 6; pages += 1) {
    const before = await list.evaluate((box) => box.scrollHeight);
    await list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect.poll(() => list.evaluate((box) => box.scrollHeight)).toBeGreaterThan(before);
    expect(await page.locator("tbody tr").count()).toBeLessThan(80);
  }
  await page.close();
});
