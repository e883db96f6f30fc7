import { expect, it } from "vitest";
import { sideways } from "./shots/check.ts";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";
import { actOn, copiedBy, placeOrder } from "./support/orders.ts";
import { startVisitors } from "./support/visitors.ts";

const journey = startJourney();
const visitors = startVisitors();
const PARCEL = { carrier: "La Poste", trackingNumber: "6A12345678901", trackingUrl: "https://www.laposte.fr/suivi" };

it("[ORD-09] [ORD-16] a customer follows the order on a phone without signing in, and the link tells no more than first name and city", async () => {
  const { owner, world, browser } = journey;
  const order = await placeOrder(owner, { name: "Ada Martinelli" });
  const room = await openAdmin(browser.context, world, owner, `/orders/${order.id}`);
  const link = await copiedBy(room, "Copy tracking link");
  const page = await visitors.open(link, { phone: true });
  await page.getByRole("heading", { level: 1, name: "We have your order" }).waitFor();
  await page.getByText("No parcel has left yet.").waitFor();

  await actOn(owner, order, "confirm");
  await actOn(owner, order, "ship", PARCEL);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Your order is on its way" }).waitFor();
  await page.getByText("For Ada, Paris").waitFor();
  for (const said of ["La Poste", "6A12345678901"]) await page.getByText(said, { exact: true }).waitFor();
  await page.getByRole("listitem").filter({ hasText: "On its way (now)" }).waitFor();
  expect(await page.getByRole("link", { name: "Follow it at the carrier" }).getAttribute("href")).toBe(
    PARCEL.trackingUrl,
  );
  const all = `${await page.content()} ${page.url()}`;
  for (const secret of ["Martinelli", "rue de la Paix", "75002", "612345678", order.email, "Candle", "24.00"])
    expect(all).not.toContain(secret);
  expect(await sideways(page)).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);

  await actOn(owner, order, "deliver");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Your order has arrived" }).waitFor();
  // What is news stands on top.
  const news = await page.getByRole("list").last().getByRole("listitem").allInnerTexts();
  expect(news.map((text) => text.split("\n")[0])).toEqual(["Delivered", "On its way"]);
});

it("[ORD-16] the page speaks the reader's language, and the shop's to whoever speaks another", async () => {
  const { owner } = journey;
  const order = await placeOrder(owner);
  const { url } = await owner.mutate<{ url: string }>("orders.shareTracking", { id: order.id });
  const [french, german] = [await visitors.open(url, { locale: "fr-FR" }), await visitors.open(url, { locale: "de" })];
  await french.getByRole("heading", { level: 1, name: "Nous avons votre commande" }).waitFor();
  expect(await french.locator("html").getAttribute("lang")).toBe("fr");
  await german.getByRole("heading", { level: 1, name: "We have your order" }).waitFor();
});

it("[ORD-16] a link that was replaced shows what a link of nobody shows; the new one works", async () => {
  const { owner, world, browser } = journey;
  const order = await placeOrder(owner);
  const room = await openAdmin(browser.context, world, owner, `/orders/${order.id}`);
  const old = await copiedBy(room, "Copy tracking link");
  await room.getByRole("button", { name: "Replace the link" }).click();
  await room.getByText("The old link shows nothing any more.").waitFor();
  const [withdrawn, unknown] = [await visitors.open(old), await visitors.open(`${world.serverUrl}/t/nobody-has-this`)];
  for (const page of [withdrawn, unknown])
    await page.getByRole("heading", { level: 1, name: "This page does not exist" }).waitFor();
  expect(await withdrawn.content()).toBe(await unknown.content());
  expect(await withdrawn.content()).not.toContain(order.number);
  const page = await visitors.open(await copiedBy(room, "Copy tracking link"));
  await page.getByText(`Order ${order.number}`).waitFor();
});
