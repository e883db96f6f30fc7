import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { listen, openDepot, openDoor } from "./support/depot.ts";
import { startJourney } from "./support/journey.ts";
import { openAdmin } from "./support/admin.ts";
import { HOME } from "./support/orders.ts";
import { png } from "./support/png.ts";
import { until } from "./support/until.ts";
import { startVisitors } from "./support/visitors.ts";

const journey = startJourney();
const visitors = startVisitors();
/** What CJ's carriers say when a parcel leaves. */
const WORDS = "Warehouse outbound";
const SIDE = 900;
type Order = { id: string; status: string; customer: { id: string }; total_minor: number };
type AtSupplier = { id: string; number: string; state: string; askedUsdMinor: number };
type Stored = { width: number; height: number; bytes: number };
type Media = {
  id: string;
  variants: Record<"thumbnail" | "medium" | "original", Stored>;
  links: Record<"thumbnail" | "medium" | "original", string>;
};

it("[TST-04] [ORD-12] an order taken at the public door is made by CJ, sent and delivered: listeners hear each step signed and in order, the customer reads it in their language", async () => {
  const { owner, sandbox, world, browser } = journey;
  const [{ variantId, name }, door] = [await openDepot(journey), await openDoor(journey)];
  const ears = await listen(journey, ["order.created", "order.status_changed"]);
  const email = `nadia-${randomUUID()}@example.com`;
  const number = `WEB-${randomUUID().slice(0, 8)}`;
  const { order } = await door<{ order: Order }>("POST", "/api/dropshipping/orders", {
    number,
    customer: { email },
    address: { ...HOME, name: "Nadia Lefèvre" },
    lines: [{ variant_id: variantId, quantity: 2 }],
    shipping_minor: 490,
  });
  const is = (status: string) =>
    until(
      () => door<Order>("GET", `/api/dropshipping/orders/${order.id}`),
      (found) => found.status === status,
      60_000,
    );
  const atSupplier = (state: string) =>
    until(
      async () => (await owner.query<AtSupplier[]>("fulfilment.list", { orderId: order.id })).at(-1),
      (row) => row?.state === state,
      60_000,
    );
  await owner.mutate("contacts.update", { id: order.customer.id, language: "fr" });
  await door("POST", "/api/order-fulfillment", { order_id: order.id, action: "confirm" });
  await door("POST", "/api/cj/orders", { order_id: order.id });
  const made = await atSupplier("created");
  // Money moves on a person's word alone.
  expect(await sandbox.orders.list({ ref: made?.number ?? "" })).toMatchObject([{ status: "CREATED", paidAt: null }]);
  await owner.mutate("fulfilment.pay", { id: made?.id, usdMinor: made?.askedUsdMinor });
  await atSupplier("paid");
  await sandbox.orders.act(made?.number ?? "", "ship");
  await sandbox.messages.deliver();
  await is("shipped");
  expect(JSON.stringify(await door("GET", `/api/order-tracking/${order.id}`))).toContain(WORDS);
  await sandbox.orders.act(made?.number ?? "", "deliver");
  await sandbox.messages.deliver();
  await is("delivered");

  const heard = await until(
    () => ears.heardOf(order.id),
    (all) => all.at(-1)?.payload["status"] === "delivered",
  );
  expect(heard.map(({ type, payload }) => [type, payload["previous_status"], payload["status"]])).toEqual([
    ["order_created", undefined, "pending"],
    ["order_status_changed", "pending", "confirmed"],
    ["order_status_changed", "confirmed", "processing"],
    ["order_status_changed", "processing", "shipped"],
    ["order_status_changed", "shipped", "delivered"],
  ]);
  for (const message of heard)
    expect(message).toMatchObject({ verified: true, times: 1, payload: { number, customer_id: order.customer.id } });
  await ears.close();

  const mails = await until(
    () => sandbox.mails.list({ to: email }),
    (all) => all.length === 3,
  );
  const [confirmation, , arrived] = mails;
  expect(mails.map(({ subject }) => subject)).toEqual([
    `Votre commande ${number} est confirmée`,
    `Votre commande ${number} est en route`,
    `Votre commande ${number} est arrivée`,
  ]);
  const total = new Intl.NumberFormat("fr", { style: "currency", currency: "EUR" }).format(order.total_minor / 100);
  const plain = (text = ""): string => text.replace(/\s+/g, " ");
  for (const real of ["Bonjour Nadia,", number, `2 × ${name}`, `Total : ${total}`])
    expect(plain(confirmation?.text), real).toContain(plain(real));
  for (const real of ["Bonjour Nadia,", number, `2 × ${name}`]) expect(plain(arrived?.text)).toContain(real);
  for (const { text, html } of mails) expect(`${text} ${html}`).not.toMatch(/\{\w+\}|undefined|null|\[object/);

  // The link in the last mail is the customer's page; the shop sees what they were told.
  const link = arrived?.links.find((one) => new URL(one).pathname.startsWith("/t/")) ?? "";
  const page = await visitors.open(link, { locale: "fr-FR", phone: true });
  await page.getByRole("heading", { level: 1, name: "Votre commande est arrivée" }).waitFor();
  await page.getByText("Pour Nadia, Paris").waitFor();
  await page.getByRole("listitem").filter({ hasText: WORDS }).waitFor();
  const room = await openAdmin(browser.context, world, owner, `/orders/${order.id}`);
  const told = room.getByRole("list", { name: "What the customer was told" }).getByRole("listitem");
  await expect.poll(() => told.filter({ hasText: "Sent by e-mail" }).count()).toBe(3);
});

it("[ORD-16] [UIX-02] an order at CJ is paid in its room, and while its parcel is on its way its page shows the carrier's own sentences and when to expect it", async () => {
  const { owner, sandbox, world, browser } = journey;
  const { variantId } = await openDepot(journey);
  const { order } = await owner.mutate<{ order: { id: string } }>("orders.create", {
    customer: { email: `${randomUUID()}@example.com` },
    address: HOME,
    lines: [{ variantId, quantity: 1 }],
  });
  await owner.mutate("orders.act", { orderId: order.id, action: "confirm" });
  await owner.mutate("fulfilment.submit", { orderId: order.id });
  const row = (state: string) =>
    until(
      async () => (await owner.query<AtSupplier[]>("fulfilment.list", { orderId: order.id })).at(-1),
      (found) => found?.state === state,
      60_000,
    );
  const made = await row("created");
  const room = await openAdmin(browser.context, world, owner, `/orders/${order.id}`);
  await room.getByText("The supplier made it and waits to be paid.").waitFor();
  expect(await room.getByRole("button", { name: "Ship", exact: true }).count()).toBe(0);
  await room.getByRole("button", { name: /^Pay \$/ }).click();
  await row("paid");
  await room.getByText("The supplier has it and will send it.").waitFor();
  await sandbox.orders.act(made?.number ?? "", "ship");
  await sandbox.messages.deliver();
  await until(
    () => owner.query<{ status: string }>("orders.get", { id: order.id }),
    ({ status }) => status === "shipped",
    60_000,
  );
  const { url } = await owner.mutate<{ url: string }>("orders.shareTracking", { id: order.id });
  const page = await visitors.open(url, { phone: true });
  await page.getByText(WORDS).waitFor();
  await page.getByText(/^Expected by \d{1,2} \w+ 20\d\d$/).waitFor();
});

it("[TST-04] [MED-05] a picture sent to the public door is kept smaller than it came, with a thumbnail that is really served", async () => {
  const { browser } = journey;
  const door = await openDoor(journey);
  const sent = png("noise", SIDE);
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(sent)], { type: "image/png" }), "lamp.png");
  const { id } = await door<Media>("POST", "/api/media/upload", form);
  const { variants, links } = await door<Media>("GET", `/api/media/${id}`);
  expect(variants.thumbnail).toMatchObject({ width: 200, height: 200 });
  expect(variants.medium).toMatchObject({ width: 600, height: 600 });
  expect(variants.thumbnail.bytes).toBeLessThan(variants.medium.bytes);
  expect(variants.medium.bytes).toBeLessThan(sent.length / 2);
  const page = await browser.context.newPage();
  for (const [size, side] of [["thumbnail", 200] as const, ["medium", 600] as const]) {
    const answer = await page.goto(links[size]);
    expect(answer?.headers()["content-type"]).toBe("image/webp");
    expect((await answer?.body())?.length).toBe(variants[size].bytes);
    expect(await page.locator("img").evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(side);
  }
  await page.close();
});
