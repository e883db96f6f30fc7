import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();

it("[ORD-04] [ORD-10] [ORD-13] [UIX-02] an order is typed in, held for its address, put right, confirmed, shipped and delivered", async () => {
  const { owner, world, browser } = journey;
  // Letters alone: digits around an "e" are read as a number by the search.
  const name = `Lamp ${randomUUID().replace(/[^a-f]/g, "")}`;
  await owner.mutate("catalog.createProduct", {
    name,
    variants: [{ label: "Warm white", priceMinor: 2_500, costMinor: 900, stock: 7 }],
  });
  const page = await openAdmin(browser.context, world, owner, "/orders/new");
  await page.getByLabel("Search your products").fill(name);
  // The list is narrowed down when its only entry is this.
  const found = page.getByRole("list", { name: "Add a product" }).getByRole("listitem");
  await expect.poll(() => found.count()).toBe(1);
  await page.getByRole("button", { name: `Add ${name}, Warm white` }).click();
  await page.getByLabel("Quantity").fill("3");
  await page.getByLabel("Recipient").fill("Ada Martin");
  await page.getByLabel("Phone").fill("+33 6 12 34 56 78");
  await page.getByLabel("Street").fill("12 rue de la Paix");
  await page.getByLabel("City").fill("Paris");
  await page.getByLabel("Postcode").fill("7500");
  await page.getByRole("button", { name: "Save order" }).click();
  await page
    .getByText(/^No parcel can go to this address yet/)
    .first()
    .waitFor();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const order = () => owner.query<{ status: string; lines: { reservation: string }[] }>("orders.get", { id });
  expect(await order()).toMatchObject({ status: "on_hold", lines: [{ reservation: "held" }] });

  await page.getByRole("button", { name: "Edit address" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Edit address" });
  await dialog.getByLabel("Postcode").fill("75002");
  await dialog.getByRole("button", { name: "Save address" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Confirm order" }).click();
  await page.getByRole("button", { name: "Ship", exact: true }).click();
  const ship = page.getByRole("dialog", { name: /^Ship order/ });
  await ship.getByLabel("Carrier").fill("La Poste");
  await ship.getByLabel("Tracking number").fill("6A123");
  await ship.getByRole("button", { name: "Ship", exact: true }).click();
  await ship.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Mark as delivered" }).click();
  await page.getByText("Nothing is left to do.").waitFor();
  expect(await order()).toMatchObject({ status: "delivered", lines: [{ reservation: "used" }] });

  await page.getByRole("link", { name: "Orders" }).first().click();
  await page.getByRole("link", { name: /^Delivered/ }).click();
  await page.getByRole("row").filter({ hasText: name }).getByText("Delivered").waitFor();
});
