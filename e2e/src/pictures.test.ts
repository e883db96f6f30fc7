import { expect, it } from "vitest";
import { importAll, openAdmin } from "./support/admin.ts";
import { findImported } from "./support/api.ts";
import { startJourney } from "./support/journey.ts";
import { png } from "./support/png.ts";
import { until } from "./support/until.ts";

const journey = startJourney();

it("[MED-01] [MED-03] [MED-05] a product's pictures are copied, added, put in order, described, taken off and brought back", async () => {
  const { world, owner, browser, sandbox } = journey;
  const { pid, name } = await sandbox.products.find("color", 50);
  await importAll(owner, [pid]);
  const { id } = (await findImported(owner, name)) ?? { id: "" };
  type Gallery = { gallery: { state: string; alt: string }[]; imageUrl: string };
  const product = () => owner.query<Gallery>("catalog.getProduct", { id });
  const copied = await until(product, ({ gallery }) => gallery.every(({ state }) => state === "ready"), 60_000);

  const page = await openAdmin(browser.context, world, owner, `/catalogue/${id}`);
  await page.getByRole("button", { name: "Edit pictures" }).click();
  const drawer = page.getByRole("dialog", { name: "Pictures" });
  const rows = drawer.getByRole("list", { name: "Pictures" }).getByRole("listitem");
  await expect.poll(() => rows.count()).toBe(copied.gallery.length);
  await drawer.locator("input[type=file]").setInputFiles([
    { name: "mine.png", mimeType: "image/png", buffer: png(90) },
    { name: "logo.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") },
  ]);
  await drawer.getByText("This is not a picture we keep").waitFor();
  await expect.poll(() => rows.count()).toBe(copied.gallery.length + 1);
  await drawer.getByRole("button", { name: "Dismiss logo.png" }).click();

  const first = () => rows.first().locator("img").getAttribute("src");
  expect(await first()).toBe(copied.imageUrl);
  await rows.last().getByRole("button", { name: "Make it the main one" }).click();
  await expect.poll(first).not.toBe(copied.imageUrl);
  expect(await first()).toBe((await product()).imageUrl);
  const words = rows.first().getByRole("textbox", { name: "What picture 1 shows" });
  await words.fill("The lamp at night");
  await words.press("Enter");
  await expect.poll(async () => (await product()).gallery[0]?.alt).toBe("The lamp at night");

  await rows.first().getByRole("button", { name: "Take picture 1 off" }).click();
  await expect.poll(() => rows.count()).toBe(copied.gallery.length);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await product()).gallery[0]?.alt).toBe("The lamp at night");

  // What lists show is really there, for whoever has the link.
  const { imageUrl } = await product();
  expect((await fetch(imageUrl)).headers.get("content-type")).toBe("image/webp");
  await page.close();
});

it("[MED-02] a file that products show is taken off them and deleted, from the page of all files", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/media");
  const tile = page.getByRole("listitem").filter({ hasText: "mine.png" });
  await tile.getByRole("button", { name: "Delete mine.png" }).click();
  await page
    .getByRole("dialog")
    .getByText(/taken off 1 product/)
    .waitFor();
  await page.getByRole("button", { name: "Delete the file" }).click();
  await tile.waitFor({ state: "detached" });
  await page.close();
});
