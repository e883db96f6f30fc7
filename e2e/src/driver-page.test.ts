import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { sideways } from "./shots/check.ts";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";
import { actOn, copiedBy, placeOrder, type Placed } from "./support/orders.ts";
import { png } from "./support/png.ts";
import { until } from "./support/until.ts";
import { startVisitors } from "./support/visitors.ts";

const journey = startJourney();
const visitors = startVisitors();
const PICTURE = { name: "door.png", mimeType: "image/png" };
type Task = { status: string; note: string; photoUrl: string | null };

/** A confirmed order in its driver's hands, given to them on the order's page. */
async function given(): Promise<{ order: Placed; room: Page; link: string }> {
  const { owner, world, browser } = journey;
  const order = await placeOrder(owner);
  await actOn(owner, order, "confirm");
  const room = await openAdmin(browser.context, world, owner, `/orders/${order.id}`);
  await room.getByLabel("Driver").fill("Karim");
  await room.getByRole("button", { name: "Give to driver" }).click();
  await room.getByRole("list", { name: "Your own delivery" }).getByText("To be delivered").waitFor();
  return { order, room, link: await copiedBy(room, "Copy driver link") };
}
const task = async ({ id }: Placed) => (await journey.owner.query<Task[]>("deliveries.list", { orderId: id }))[0];
const told = async ({ id }: Placed, type: string) =>
  (await journey.owner.query<{ items: { type: string }[] }>("orders.listHistory", { id })).items.filter(
    (one) => one.type === type,
  ).length;

describe("a driver with a link", () => {
  it("[ORD-20] starts and arrives with a note and a picture on a phone, and a double tap delivers once", async () => {
    const { order, room, link } = await given();
    const page = await visitors.open(link, { phone: true });
    await page.getByText("12 rue de la Paix").waitFor();
    expect(await page.getByRole("link", { name: "Call" }).getAttribute("href")).toBe("tel:+33612345678");
    expect(await sideways(page)).toEqual([]);
    await page.getByRole("button", { name: "Start the delivery" }).dblclick();
    await page.getByRole("heading", { level: 1, name: "On the way" }).waitFor();
    expect(await told(order, "delivery.started")).toBe(1);

    await page.getByLabel("Note").fill("With the neighbour on the second floor.");
    await page.getByLabel("Picture").setInputFiles({ ...PICTURE, buffer: png(120) });
    await page.getByRole("button", { name: "It is delivered" }).dblclick();
    await page.getByRole("heading", { level: 1, name: "Delivered" }).waitFor();
    await page.getByText("A picture is saved.").waitFor();
    expect(await told(order, "delivery.completed")).toBe(1);
    const { status } = await journey.owner.query<{ status: string }>("orders.get", { id: order.id });
    expect(status).toBe("delivered");

    await room.reload();
    const card = room.getByRole("list", { name: "Your own delivery" });
    await card.getByText("“With the neighbour on the second floor.”").waitFor();
    const shown = card.getByRole("img", { name: "Picture by Karim" });
    await expect.poll(() => shown.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  });

  it("[ORD-20] without a network loses neither note nor picture: what was sent in vain is there again and sent once", async () => {
    const { order, link } = await given();
    const page = await visitors.open(link, { phone: true });
    await page.getByRole("button", { name: "Start the delivery" }).click();
    await page.getByLabel("Note").fill("Behind the blue door.");
    // A file of the phone itself, which the browser can find again.
    const folder = mkdtempSync(path.join(tmpdir(), "nexusone-photo-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, PICTURE.name);
    writeFileSync(file, png(60));
    await page.getByLabel("Picture").setInputFiles(file);
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "It is delivered" }).click();
    // The browser itself says so, in place of the page.
    await page.waitForURL(/^chrome-error:/);
    expect(await task(order)).toMatchObject({ status: "shipped", note: "" });

    await page.context().setOffline(false);
    await page.goBack();
    const note = page.getByLabel("Note");
    expect(await note.inputValue()).toBe("Behind the blue door.");
    expect(await page.getByLabel("Picture").evaluate((input) => (input as HTMLInputElement).files?.length)).toBe(1);
    await page.getByRole("button", { name: "It is delivered" }).click();
    await page.getByText("A picture is saved.").waitFor();
    expect(await task(order)).toMatchObject({ status: "delivered", note: "Behind the blue door." });
    expect(await told(order, "delivery.completed")).toBe(1);
  });

  it("[ORD-20] is told why a picture is refused, with the arrival and the note kept, and can send another", async () => {
    const { order, link } = await given();
    const page = await visitors.open(link, { phone: true });
    await page.getByRole("button", { name: "Start the delivery" }).click();
    await page.getByLabel("Note").fill("At the door.");
    await page.getByLabel("Picture").setInputFiles({ ...PICTURE, buffer: Buffer.from("<svg/>") });
    await page.getByRole("button", { name: "It is delivered" }).click();
    await page.getByRole("alert").getByText("This is not a picture we keep").waitFor();
    expect(await page.getByLabel("Note").inputValue()).toBe("At the door.");
    expect(await task(order)).toMatchObject({ status: "delivered", note: "At the door.", photoUrl: null });
    await page.getByLabel("Picture").setInputFiles({ ...PICTURE, buffer: png(200) });
    await page.getByRole("button", { name: "Save note and picture" }).click();
    await page.getByText("A picture is saved.").waitFor();
    expect((await task(order))?.photoUrl).not.toBeNull();
  });

  it("[ORD-20] reads nothing any more once the delivery was taken back, not even what lay open", async () => {
    const { order, room, link } = await given();
    const page = await visitors.open(link, { phone: true });
    await page.getByRole("button", { name: "Start the delivery" }).waitFor();
    await room.getByRole("button", { name: "Withdraw" }).click();
    await room.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await room.getByRole("list", { name: "Your own delivery" }).getByText("Withdrawn").waitFor();
    await page.getByRole("button", { name: "Start the delivery" }).click();
    await page.getByRole("heading", { level: 1, name: "This delivery does not exist" }).waitFor();
    expect(await page.content()).not.toContain("rue de la Paix");
    expect(await told(order, "delivery.started")).toBe(0);
  });
});

it("[ORD-22] what a customer wants for deliveries is noted with them, and whoever sends or brings a parcel reads it", async () => {
  const { owner, world, browser } = journey;
  const { order, room, link } = await given();
  const page = await openAdmin(browser.context, world, owner, `/customers/${order.customer.id}`);
  await page.getByLabel("Tuesday").check();
  await page.getByLabel("Saturday").check();
  await page.getByLabel("From").fill("20:00");
  await page.getByLabel("Until").fill("18:00");
  await page.getByText("Give both times, the later one here.").waitFor();
  await page.getByLabel("From").fill("18:00");
  await page.getByLabel("Until").fill("20:30");
  await page.getByLabel("Where to leave it").selectOption({ label: "With a neighbour" });
  await page.getByLabel("In their words").fill("Second floor, code 1234");
  const card = page.locator("form").filter({ has: page.getByLabel("In their words") });
  await card.getByRole("button", { name: "Save" }).click();
  type Contact = { deliveryPreferences: unknown };
  await until(
    () => owner.query<Contact>("contacts.get", { id: order.customer.id }),
    ({ deliveryPreferences }) => deliveryPreferences !== null,
  );
  await room.reload();
  await room.getByText(/The customer asked: Tuesday · Saturday · 18:00 – 20:30 · With a neighbour/).waitFor();
  const driver = await visitors.open(link, { phone: true, locale: "fr-FR" });
  for (const said of ["mardi, samedi", "Entre 18:00 et 20:30", "Chez un voisin", "“Second floor, code 1234”"])
    await driver.getByRole("listitem").getByText(said).waitFor();
});
