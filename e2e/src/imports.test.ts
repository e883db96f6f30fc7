import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { creditsTaken, holdingImports, importedOf } from "./support/database.ts";
import { startJourney } from "./support/journey.ts";
import { newSingles } from "./support/products.ts";

const journey = startJourney();
const READ_MS = 120_000;

const rowsOf = (page: Page) => page.getByRole("table", { name: "Products" }).locator("tbody tr[data-index]");
const chip = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Filter by result" }).getByRole("link", { name });

it("[CAT-07] [CAT-08] [CAT-09] [CAT-11] 30 pasted lines: triage, changes of many, import, pause, resume and undo", async () => {
  const { world, sandbox, owner, browser } = journey;
  const good = await newSingles(journey, 24);
  const gone = await Promise.all([0, 1].map((nth) => sandbox.products.find("removed", nth)));
  const pids = good.map(({ pid }) => pid);
  const lines = [
    // The forms in which CJ's own pages and apps name a product.
    ...good.map(({ pid, path }, at) =>
      at % 3 === 0
        ? `https://www.cjdropshipping.com${path}?vid=`
        : at % 3 === 1
          ? `app.cjdropshipping.com/product-detail.html?id=${pid}`
          : pid,
    ),
    ...gone.map(({ pid }) => pid),
    `https://cjdropshipping.com/product/${pids[0]}.html`,
    pids[1]!,
    "9999999999999999999",
    "https://example.com/nothing",
  ];
  const taken = await creditsTaken(world, owner.merchantId);
  const page = await openAdmin(browser.context, world, owner, "/catalogue");
  await page.getByRole("heading", { name: "Catalogue", exact: true }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search and commands" }).fill("New import");
  await page.getByRole("option", { name: "New import" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByLabel("Product addresses or numbers").fill(lines.join("\n"));

  // The answer to the start is lost with the page: the next one asks the same again and finds it.
  const asked: string[] = [];
  await page.route("**/api/trpc/imports.startPreview*", async (route) => {
    asked.push(route.request().postData() ?? "");
    if (asked.length > 1) return route.continue();
    await route.fetch();
  });
  await page.getByRole("button", { name: "Preview 30 products" }).click();
  await expect.poll(() => asked.length).toBe(1);
  await page.reload();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await page.getByRole("heading", { name: "30 products to look over" }).waitFor({ timeout: READ_MS });
  expect(asked[1]).toBe(asked[0]);
  expect(
    await owner.query<{ items: { kind: string; subject: { id: string } | null }[] }>("operations.list", {}),
  ).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ kind: "preview-reading" })]),
  });

  await chip(page, /^Ready 24$|^Below your floor/)
    .first()
    .waitFor();
  for (const [name, sentence] of [
    [/^Duplicate 2$/, "The same product is listed twice."],
    [/^Removed by the supplier 2$/, "The supplier has taken this product off sale."],
    [/^Unknown 2$/, "This is not the address of a product"],
  ] as const) {
    await chip(page, name).click();
    await rowsOf(page).getByText(sentence).locator("visible=true").first().waitFor();
    expect(await rowsOf(page).count()).toBe(2);
  }
  await chip(page, /^All 30$/).click();

  // One is left out; all others get a category, a tag and a price of their own.
  const commit = page.getByRole("button", { name: /^Import \d+ products$/ });
  const bar = page.getByRole("region", { name: "Selected products" });
  await page.getByRole("checkbox", { name: `Select ${good[5]!.name}` }).check();
  await bar.getByRole("button", { name: "Leave out" }).click();
  await page.getByRole("button", { name: "Import 23 products" }).waitFor();
  await page.getByRole("checkbox", { name: "Select all rows" }).check();
  const change = async (what: string, fill: () => Promise<unknown>) => {
    await bar.getByRole("button", { name: "Change" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What to change").selectOption({ label: what });
    await fill();
    await dialog.getByRole("button", { name: /^Change \d+ products$/ }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("checkbox", { name: "Select all rows" }).check();
  };
  await change("Category", () => page.getByRole("dialog").getByLabel("Category").fill("Bulk lamps"));
  await change("Add tags", () => page.getByRole("dialog").getByLabel("Tags to add").fill("bulk, checked"));
  await change("Price rule", async () => {
    await page.getByRole("dialog").getByLabel("How the price follows the cost").selectOption("multiplier");
    await page.getByRole("dialog").getByLabel("Factor").fill("7");
  });
  await rowsOf(page).getByText("bulk, checked").locator("visible=true").first().waitFor();
  // The page is where it was after a reload: the plan stands on the server.
  await page.reload();
  await rowsOf(page).getByText("bulk, checked").locator("visible=true").first().waitFor();
  await page.getByRole("button", { name: good[0]!.name }).first().click();
  const drawer = page.getByRole("dialog", { name: good[0]!.name });
  await drawer.getByText("7 × landed cost", { exact: false }).waitFor();
  await drawer.getByText("1 variant").waitFor();
  await page.keyboard.press("Escape");

  await holdingImports(world, async () => {
    await commit.click();
    await page.getByRole("heading", { name: /^Importing \d+ of 23$/ }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("heading", { name: /^Paused at \d+ of 23$/ }).waitFor();
  });
  // What was being written is finished; nothing else begins, also for who looks anew.
  await expect.poll(async () => (await importedOf(world, owner.merchantId, pids)).size, { timeout: 20_000 }).toBe(9);
  await page.reload();
  await page.getByRole("heading", { name: "Paused at 9 of 23" }).waitFor();
  await page.goto(`${world.serverUrl}/m/${owner.slug}/system`);
  await page.getByText("Paused").first().waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("heading", { name: "23 products imported" }).waitFor({ timeout: READ_MS });
  expect((await importedOf(world, owner.merchantId, pids)).size).toBe(23);
  expect(await creditsTaken(world, owner.merchantId)).toBe(taken + 69);

  await page.getByRole("button", { name: "Undo this import" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo 23 products" }).click();
  await page.getByRole("dialog").getByText("23 products were undone.").waitFor({ timeout: READ_MS });
  expect((await importedOf(world, owner.merchantId, pids)).size).toBe(0);
  expect(await creditsTaken(world, owner.merchantId)).toBe(taken);
}, 300_000);

it("[CAT-08] [CAT-11] a CSV file: bad lines are named and skipped, the others bring their category, tags and rule", async () => {
  const { world, owner, browser } = journey;
  const [a, b, c] = await newSingles(journey, 3);
  const page = await openAdmin(browser.context, world, owner, "/imports/new");
  await page.getByRole("button", { name: "CSV table" }).click();
  const csv = [
    "ref;category;tags;rule",
    `${a!.pid};From a table;one|two;x4`,
    `;Nothing;;`,
    `${b!.pid};;;a bit more`,
    `https://cjdropshipping.com${c!.path};;;`,
  ].join("\r\n");
  await page.getByLabel("Choose a CSV file").setInputFiles({
    name: "products.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv),
  });
  await page.getByText("2 products read").waitFor();
  const problems = page.getByRole("region", { name: "2 lines are skipped" }).getByRole("listitem");
  expect(await problems.allInnerTexts()).toEqual([
    expect.stringMatching(/^Line 3\s+No product\. Write its address/),
    expect.stringMatching(/^Line 4\s+“a bit more” is no price rule\. Write x3/),
  ]);
  await page.getByRole("button", { name: "Preview 2 products" }).click();
  await page.getByRole("heading", { name: "2 products to look over" }).waitFor({ timeout: READ_MS });
  await rowsOf(page).getByText("From a table").waitFor();
  await rowsOf(page).getByText("one, two").waitFor();
  await page.getByRole("button", { name: "Import 2 products" }).click();
  await page.getByRole("heading", { name: "2 products imported" }).waitFor({ timeout: READ_MS });
}, 200_000);
