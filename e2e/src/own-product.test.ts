import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney({ viewport: { width: 390, height: 844 } });
type Variant = { label: string; sku: string | null; active: boolean; priceMinor: number };

it("[CAT-19] [UIX-04] a product of one's own gets variants, other names and a switch, on a phone", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/catalogue/new");
  await page.getByLabel("Name", { exact: true }).fill("Cough syrup of ours");
  await page.getByLabel("Price", { exact: true }).fill("12.90");
  await page.getByRole("button", { name: "Create the product" }).click();
  await page.getByRole("heading", { name: "Cough syrup of ours", level: 1 }).waitFor();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const variants = async () => (await owner.query<{ variants: Variant[] }>("catalog.getProduct", { id })).variants;

  await page.getByRole("button", { name: "Add a variant" }).click();
  const dialog = page.getByRole("dialog", { name: "Add variants" });
  await dialog.getByRole("button", { name: "Add 1 variant" }).click();
  // Beside another one it needs a name, and a price always.
  expect(await dialog.getByText("Fill this in.").count()).toBe(2);
  await dialog.getByLabel("Variant", { exact: true }).fill("250 ml");
  await dialog.getByLabel("Price", { exact: true }).fill("21");
  await dialog.getByRole("button", { name: "Add 1 variant" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await variants()).toMatchObject([{ label: "Default" }, { label: "250 ml", priceMinor: 2100, active: true }]);

  await page.getByLabel("Variant", { exact: true }).fill("125 ml");
  await page.getByLabel("SKU", { exact: true }).fill("SYR-125");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Save", exact: true }).waitFor({ state: "detached" });
  await page.getByRole("switch", { name: "Sell this variant" }).click();
  await page.getByText("Not sold").first().waitFor();
  expect(await variants()).toMatchObject([{ label: "125 ml", sku: "SYR-125", active: false }, { active: true }]);
  await page.getByText("Variants added").first().waitFor();
});
