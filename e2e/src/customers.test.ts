import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();

it("[GDP-01] [SEC-05] somebody is added, an address is mended where a carrier would refuse it, and what they take back holds at once", async () => {
  const { owner, world, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/customers");
  await page.getByRole("button", { name: "New customer" }).click();
  const name = `Ada ${crypto.randomUUID().slice(0, 8)}`;
  const phone = `06 7${String(Date.now()).slice(-7)}`;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel(/^Phone/).fill(phone);
  await page.getByRole("button", { name: "Add customer" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  const reached = page.getByRole("list", { name: "Where they can be reached" });
  await reached.getByText(`+33${phone.slice(1).replaceAll(" ", "")}`).waitFor();

  await page.getByRole("button", { name: "Add address" }).click();
  const form = page.getByRole("dialog", { name: "Add address" });
  await form.getByLabel("Country").selectOption("FR");
  await form.getByLabel("Street").fill("12 rue de Rivoli");
  await form.getByLabel("City").fill("Paris");
  await form.getByLabel("Postcode").fill("7500");
  await form.getByLabel("City").focus();
  await form.getByText("Not a postcode of this country. One looks like 12345.").waitFor();
  await form.getByRole("button", { name: "Save address" }).click();
  const addresses = page.getByRole("list", { name: "Addresses" }).getByRole("listitem");
  await addresses.getByText("No parcel can go there yet:").waitFor();
  await page.getByRole("button", { name: "Edit Paris" }).click();
  await page.getByLabel("Postcode").fill("75004");
  await page.getByRole("button", { name: "Save address" }).click();
  await addresses.getByText("12 rue de Rivoli, 75004 Paris, France").waitFor();
  expect(await addresses.getByText("No parcel can go there yet:").count()).toBe(0);

  await page.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByLabel("What they said").selectOption({ label: "Withdrawn" });
  await page.getByLabel("Where they said it").selectOption({ label: "In a chat" });
  await page.getByRole("dialog").getByRole("button", { name: "Record", exact: true }).click();
  await page.getByRole("list", { name: "On record" }).getByText("In a chat").waitFor();
  await page.getByRole("list", { name: "Stopped messages" }).getByText("They asked for it").waitFor();

  await page.getByRole("navigation", { name: "You are here" }).getByRole("link", { name: "Customers" }).click();
  await page.getByRole("searchbox", { name: "Search customers" }).fill(name);
  const found = page.getByRole("list", { name: "Customers" }).getByRole("listitem");
  await found.filter({ hasText: name }).getByText("Messages stopped").waitFor();
});

it("[AUT-10] two customers are joined, apart again from the toast, and apart again later with what goes back shown", async () => {
  const { owner, world, browser } = journey;
  const tag = crypto.randomUUID().slice(0, 8);
  const made = async (name: string) => {
    const value = `+3367${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}`;
    const identifiers = [{ type: "phone", value }];
    const { id } = await owner.mutate<{ id: string }>("contacts.create", { name: `${name} ${tag}`, identifiers });
    return { id, value };
  };
  const [ana, twin] = [await made("Ana"), await made("Twin")];
  const page = await openAdmin(browser.context, world, owner, `/customers/${ana.id}`);
  const join = async () => {
    await page.getByRole("button", { name: "Merge", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: `Merge another customer into Ana ${tag}` });
    await dialog.getByRole("textbox").fill(`Twin ${tag}`);
    await dialog.getByRole("radio", { name: `Twin ${tag}` }).check();
    await dialog.getByRole("button", { name: `Merge into Ana ${tag}` }).click();
    await reached.getByText(twin.value).waitFor();
  };
  const reached = page.getByRole("list", { name: "Where they can be reached" });
  const joined = page.getByRole("list", { name: "Joined customers" });
  await join();
  await joined.getByText(`Joined with Twin ${tag}`).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await joined.waitFor({ state: "detached" });
  expect(await reached.getByText(twin.value).count()).toBe(0);

  await join();
  await joined.getByRole("button", { name: "Take apart" }).click();
  const dialog = page.getByRole("dialog", { name: `Take Twin ${tag} and Ana ${tag} apart?` });
  await dialog.getByText(twin.value).waitFor();
  await dialog.getByRole("button", { name: "Take apart" }).click();
  await joined.waitFor({ state: "detached" });
  const again = await openAdmin(browser.context, world, owner, `/customers/${twin.id}`);
  await again.getByRole("heading", { level: 1, name: `Twin ${tag}` }).waitFor();
  await again.getByRole("list", { name: "Where they can be reached" }).getByText(twin.value).waitFor();
});

it("[ORD-14] [PLN-08] a payment and a refund are noted at the order, and earnings follow", async () => {
  const { owner, world, browser } = journey;
  const { variants } = await owner.mutate<{ variants: { id: string }[] }>("catalog.createProduct", {
    name: `Lamp ${crypto.randomUUID()}`,
    variants: [{ priceMinor: 6_000, costMinor: 1_000, stock: 5 }],
  });
  const { order } = await owner.mutate<{ order: { id: string; number: string } }>("orders.create", {
    customer: { email: `${crypto.randomUUID()}@example.com` },
    address: { name: "Ada", phone: "+33612345678", line1: "1 rue X", city: "Paris", zip: "75002", country: "FR" },
    lines: [{ variantId: variants[0]?.id, quantity: 1 }],
  });
  const page = await openAdmin(browser.context, world, owner, `/orders/${order.id}`);
  await page.getByText("Not paid").waitFor();
  await page.getByRole("button", { name: "Note a payment" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Note €60.00" }).click();
  const payments = page.getByRole("list", { name: "Payments" }).getByRole("listitem");
  await payments.getByText("€60.00").waitFor();
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Amount").fill("60.01");
  await dialog.getByText("At most €60.00 can go back.").waitFor();
  await dialog.getByLabel("Amount").fill("20");
  await dialog.getByRole("button", { name: "Refund €20.00" }).click();
  await payments.getByText("-€20.00").waitFor();
  await page.getByText("Partly refunded").waitFor();

  await page.getByRole("link", { name: "Earnings" }).first().click();
  const listed = page.getByRole("list", { name: "Payments" }).getByRole("listitem");
  await listed
    .filter({ hasText: `Refund: ${order.number}` })
    .getByText("-€20.00")
    .waitFor();
});
