import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";
import { orderOfMissing } from "./support/missing-variant.ts";
import { until } from "./support/until.ts";

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

it("[ORD-04] [UIX-02] an act on several chosen orders is shown first, then done, and says what it left out", async () => {
  const { owner, world, browser } = journey;
  const name = `Lamp ${randomUUID().replace(/[^a-f]/g, "")}`;
  const { variants } = await owner.mutate<{ variants: { id: string }[] }>("catalog.createProduct", {
    name,
    variants: [{ label: "Warm white", priceMinor: 2_500, costMinor: 900, stock: 70 }],
  });
  const prefix = `B${randomUUID().slice(0, 6)}`;
  const ids: string[] = [];
  for (const nth of [1, 2, 3]) {
    const { order } = await owner.mutate<{ order: { id: string } }>("orders.create", {
      number: `${prefix}-${nth}`,
      customer: { email: `many-${randomUUID()}@example.com` },
      address: {
        name: "Ada",
        phone: "+33612345678",
        line1: "12 rue de la Paix",
        city: "Paris",
        zip: "75002",
        country: "FR",
      },
      lines: [{ variantId: variants[0]!.id, quantity: 1 }],
    });
    ids.push(order.id);
  }
  await owner.mutate("orders.act", { orderId: ids[1], action: "hold" });
  const page = await openAdmin(browser.context, world, owner, `/orders?q=${prefix}`);
  await page.getByRole("checkbox", { name: `Select order ${prefix}-3` }).click();
  await page.getByRole("checkbox", { name: `Select order ${prefix}-1` }).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Selected orders" });
  await bar.getByText("3 selected").waitFor();
  await bar.getByRole("button", { name: "Choose an act" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Preview" }).click();
  const sheet = page.getByRole("dialog", { name: "Confirm orders" });
  await sheet.getByText("2 orders will be confirmed").waitFor();
  await sheet
    .getByRole("listitem")
    .filter({ hasText: `${prefix}-2` })
    .getByText(/^This order is on hold/)
    .waitFor();
  expect((await owner.query<{ fulfilment: string }>("orders.get", { id: ids[0] })).fulfilment).toBe("pending");
  // What is looked at is in the address: it is there again after a reload.
  await page.reload();
  await sheet.getByRole("button", { name: "Confirm 2 orders" }).click();
  await sheet.getByText("2 orders are done").waitFor();
  const states = ids.map(async (id) => (await owner.query<{ status: string }>("orders.get", { id })).status);
  expect(await Promise.all(states)).toEqual(["confirmed", "on_hold", "confirmed"]);
  await sheet.getByRole("button", { name: "Close" }).last().click();
  await page
    .getByRole("row")
    .filter({ hasText: `${prefix}-3` })
    .getByText("Confirmed")
    .waitFor();
});

it("[UIX-06] a preview that is gone offers to start over, not to try in vain", async () => {
  const { owner, world, browser } = journey;
  const gone = "0192f000-0000-7000-8000-000000000001";
  const page = await openAdmin(browser.context, world, owner, `/orders?status=delivered&batch=${gone}`);
  const sheet = page.getByRole("dialog");
  await sheet.locator('[data-reason="preview.not_found"]').waitFor();
  expect(await sheet.getByRole("button", { name: "Try again" }).count()).toBe(0);
  await sheet.getByRole("button", { name: "Start over" }).click();
  await sheet.waitFor({ state: "detached" });
  expect(new URL(page.url()).search).toBe("?status=delivered");

  await page.goto(`${world.serverUrl}/m/${owner.slug}/imports/${gone}`);
  await page.getByRole("button", { name: "Start over" }).click();
  await page.waitForURL(/\/imports$/);
});

it("[ORD-04] [ORD-13] [UIX-02] what CJ has no more is replaced in the order's room by a person's word, and sent again", async () => {
  const { owner, world, browser, sandbox } = journey;
  const { orderId, label } = await orderOfMissing(owner, sandbox, 21);
  const page = await openAdmin(browser.context, world, owner, `/orders/${orderId}`);
  const choices = page.getByRole("list", { name: `In place of ${label}` });
  await choices.getByRole("listitem").first().getByText("The order leaves").waitFor();
  expect(await choices.getByRole("listitem").count()).toBeLessThanOrEqual(5);
  await choices
    .getByRole("button", { name: /^Choose / })
    .first()
    .press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Replace / });
  const [, chosen = ""] = /^Replace .+ by (.+)\?$/.exec((await dialog.getByRole("heading").textContent()) ?? "") ?? [];
  await dialog.getByRole("button", { name: "Replace it" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(`instead of ${label}`).waitFor();
  await page.getByText(`Now ${chosen}. Send the order again, or choose another.`).waitFor();
  type Order = { holds: unknown[]; lines: { label: string; insteadOf: { label: string } | null }[] };
  const { holds, lines } = await owner.query<Order>("orders.get", { id: orderId });
  expect({ holds, lines }).toMatchObject({ holds: [], lines: [{ label: chosen, insteadOf: { label } }] });
  await page.getByRole("button", { name: "Send it again" }).click();
  await until(
    () => owner.query<{ state: string; lines: { label: string }[] }[]>("fulfilment.list", { orderId }),
    (rows) => rows.some((row) => row.state === "created" && row.lines[0]?.label === chosen),
  );
  await page.getByText("Replace what cannot be had").waitFor({ state: "detached" });
});
