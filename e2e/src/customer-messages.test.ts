import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";
import { actOn, placeOrder } from "./support/orders.ts";
import { until } from "./support/until.ts";

const journey = startJourney();
const STEPS = ["confirmed", "shipped", "out_for_delivery", "delivered", "cancelled", "refunded"];

it("[ORD-12] a step that is switched off is not told and says so at its order, where a person can send it all the same", async () => {
  const { owner, world, browser, sandbox } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/messages");
  await page.getByRole("switch", { name: "On its way" }).uncheck();
  await page.getByLabel("Answers go to").fill("no address");
  await page.getByText("This is no e-mail address.").waitFor();
  await page.getByLabel("Answers go to").fill("hello@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved").first().waitFor();
  try {
    const order = await placeOrder(owner);
    await owner.mutate("contacts.update", { id: order.customer.id, language: "fr" });
    await actOn(owner, order, "confirm");
    await actOn(owner, order, "ship", { carrier: "La Poste", trackingNumber: "6A123" });
    const mails = () => sandbox.mails.list({ to: order.email });
    await until(mails, (all) => all.length === 1);

    const room = await openAdmin(browser.context, world, owner, `/orders/${order.id}`);
    const told = room.getByRole("list", { name: "What the customer was told" }).getByRole("listitem");
    await told.filter({ hasText: "Order confirmed" }).getByText("Sent by e-mail").waitFor();
    const left = told.filter({ hasText: "On its way" });
    await left.getByText("Not told").waitFor();
    await left.getByText(/switched off/).waitFor();
    await left.getByRole("button", { name: "Send again" }).click();
    const [, second] = await until(mails, (all) => all.length === 2);
    expect(second).toMatchObject({ subject: `Votre commande ${order.number} est en route` });
    expect(second?.text).toMatch(/Transporteur\s: La Poste/);
    await room.reload();
    await left.getByText("Sent by e-mail").waitFor();
    expect(await left.getByRole("button").count()).toBe(0);
  } finally {
    await owner.mutate("customerNotices.saveSettings", { steps: STEPS, replyTo: null });
  }
});

it("[ORD-12] each mail can be looked at before a customer gets it, in every language", async () => {
  const { owner, world, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/messages");
  await page.getByLabel("Message", { exact: true }).selectOption({ label: "Delivered" });
  await page.getByLabel("Language", { exact: true }).selectOption("fr");
  await page.getByText("Votre commande #1001 est arrivée").first().waitFor();
  const letter = page.frameLocator("iframe[title='Preview']");
  await letter.getByText("Bonjour Ada,").waitFor();
  await letter.getByText("2 × Lampe de bureau, blanche").waitFor();
});
