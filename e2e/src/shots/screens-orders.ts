import type { Page } from "playwright-core";
import { CUT_OFF, cutOff, hold, open, REFUSED, type Screen } from "./screen.ts";

const held: Screen["path"] = ({ orderIds }) => `/orders/${orderIds.held}`;

/** It is loaded when it is wanted. */
const sheet = async (page: Page): Promise<void> => page.getByRole("dialog").getByRole("button").last().waitFor();

const chooseOrders = async (page: Page): Promise<void> => {
  const begin = page.getByRole("button", { name: /^(Select orders|Sélectionner des commandes)$/ });
  const boxes = page.getByRole("checkbox", { name: /^(Select order|Sélectionner la commande) / });
  // Where rows have no room for a box it is asked for first.
  await begin.locator("visible=true").or(boxes.first()).first().waitFor();
  if (await begin.isVisible()) await begin.click();
  for (const nth of [0, 1, 2]) await boxes.nth(nth).click();
};

/** Orders as list, board, form and room: with much, with nothing, and as a role that may not. */
export const ORDERS: readonly Screen[] = [
  { name: "orders", path: "/orders", who: "much" },
  { name: "orders-on-hold", path: "/orders?status=on_hold", who: "much" },
  { name: "orders-board", path: "/orders?view=board", who: "much" },
  { name: "orders-batch-bar", path: "/orders", who: "much", act: chooseOrders },
  { name: "orders-board-chosen", path: "/orders?view=board", who: "much", act: chooseOrders },
  {
    name: "orders-batch-form",
    path: "/orders",
    who: "much",
    act: async (page) => {
      await chooseOrders(page);
      await page.getByRole("button", { name: /^(Choose an act|Choisir une action)$/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "orders-batch-preview", path: ({ batchIds }) => `/orders?batch=${batchIds.ready}`, who: "much", act: sheet },
  { name: "orders-batch-pay", path: ({ supplied }) => `/orders?batch=${supplied.payBatch}`, who: "much", act: sheet },
  {
    name: "orders-batch-gone",
    path: "/orders?batch=0192f000-0000-7000-8000-000000000001",
    who: "much",
    act: sheet,
    expects: REFUSED,
  },
  { name: "orders-batch-done", path: ({ batchIds }) => `/orders?batch=${batchIds.done}`, who: "much", act: sheet },
  { name: "orders-empty", path: "/orders", who: "empty" },
  { name: "orders-nothing-found", path: "/orders?q=zzzz", who: "much" },
  { name: "orders-loading", path: "/orders", who: "much", before: hold("orders.list"), waits: true },
  { name: "orders-failed", path: "/orders", who: "much", before: cutOff("orders.list"), expects: CUT_OFF },
  { name: "order-new", path: "/orders/new", who: "much" },
  {
    name: "order-new-line",
    path: "/orders/new",
    who: "much",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(Add|Ajouter) / })
        .locator("visible=true")
        .first()
        .click();
      await page.locator("main form button[type=submit]").last().click();
    },
  },
  { name: "order-held", path: held, who: "much" },
  {
    name: "order-held-address",
    path: held,
    who: "much",
    act: open(/^(Edit address|Modifier l'adresse)/, "dialog"),
  },
  { name: "order-missing", path: ({ missing }) => `/orders/${missing.waits}`, who: "much" },
  {
    name: "order-missing-choice",
    path: ({ missing }) => `/orders/${missing.waits}`,
    who: "much",
    act: open(/^(Choose|Choisir) /, "dialog"),
  },
  {
    name: "order-missing-failed",
    path: ({ missing }) => `/orders/${missing.waits}`,
    who: "much",
    before: cutOff("fulfilment.listSubstitutes"),
    expects: CUT_OFF,
  },
  { name: "order-replaced", path: ({ missing }) => `/orders/${missing.replaced}`, who: "much" },
  { name: "order-links", path: "/orders/links", who: "much" },
  { name: "order-links-empty", path: "/orders/links", who: "empty" },
  { name: "order-links-support", path: "/orders/links", who: "support" },
  {
    name: "order-links-failed",
    path: "/orders/links",
    who: "much",
    before: cutOff("orderLinks.list"),
    expects: CUT_OFF,
  },
  {
    name: "order-link-new",
    path: "/orders/links",
    who: "much",
    act: async (page) => {
      await open(/^(New link|Nouveau lien)/, "dialog")(page);
      await page.locator("[role=dialog] li button").first().click();
    },
  },
  { name: "order-link-over", path: "/o/a-link-that-nobody-has", who: "nobody", bySystem: true, expects: REFUSED },
  { name: "settings-messages", path: "/settings/messages", who: "much" },
  { name: "settings-messages-support", path: "/settings/messages", who: "support" },
  { name: "tracking-shipped", path: ({ trackingPaths }) => trackingPaths.shipped, who: "nobody", bySystem: true },
  { name: "tracking-carrier", path: ({ supplied }) => supplied.trackingPath, who: "nobody", bySystem: true },
  { name: "tracking-confirmed", path: ({ trackingPaths }) => trackingPaths.confirmed, who: "nobody", bySystem: true },
  { name: "tracking-delivered", path: ({ trackingPaths }) => trackingPaths.delivered, who: "nobody", bySystem: true },
  { name: "tracking-missing", path: "/t/a-link-that-nobody-has", who: "nobody", bySystem: true, expects: REFUSED },
  { name: "driver-open", path: ({ driverPaths }) => driverPaths.open, who: "nobody", bySystem: true },
  { name: "driver-started", path: ({ driverPaths }) => driverPaths.started, who: "nobody", bySystem: true },
  { name: "driver-done", path: ({ driverPaths }) => driverPaths.done, who: "nobody", bySystem: true },
  { name: "order-driven", path: ({ driverPaths }) => `/orders/${driverPaths.orderId}`, who: "much" },
  { name: "order-unpaid", path: ({ supplied }) => `/orders/${supplied.unpaid}`, who: "much" },
  { name: "order-supplied", path: ({ supplied }) => `/orders/${supplied.shipped}`, who: "much" },
  {
    name: "order-dispute",
    path: ({ supplied }) => `/orders/${supplied.shipped}`,
    who: "much",
    act: open(/^(Note a dispute|Open a dispute|Noter un litige|Ouvrir un litige)/, "dialog"),
  },
  { name: "order-shipped", path: ({ orderIds }) => `/orders/${orderIds.shipped}`, who: "much" },
  {
    name: "order-ship",
    path: ({ orderIds }) => `/orders/${orderIds.confirmed}`,
    who: "much",
    act: open(/^(Ship|Expédier)/, "dialog"),
  },
];
