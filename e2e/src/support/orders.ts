import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import type { Person } from "./api.ts";
import { until } from "./until.ts";

export type Placed = {
  readonly id: string;
  readonly number: string;
  readonly email: string;
  readonly customer: { readonly id: string };
};
export const HOME = {
  name: "Ada Martin",
  phone: "+33612345678",
  line1: "12 rue de la Paix",
  city: "Paris",
  zip: "75002",
  country: "FR",
};

/** Two units of something that lies in the shop itself, for somebody who never bought before unless they are named. */
export async function placeOrder(
  owner: Person,
  address: Partial<typeof HOME> = {},
  customer: { readonly phone?: string } = {},
): Promise<Placed> {
  const { variants } = await owner.mutate<{ variants: { id: string }[] }>("catalog.createProduct", {
    name: `Candle ${randomUUID()}`,
    variants: [{ priceMinor: 2_400, costMinor: 600, stock: 20 }],
  });
  const email = `buyer-${randomUUID()}@example.com`;
  const { order } = await owner.mutate<{ order: Omit<Placed, "email"> }>("orders.create", {
    customer: { email, ...customer },
    address: { ...HOME, ...address },
    lines: [{ variantId: variants[0]?.id, quantity: 2 }],
  });
  return { ...order, email };
}

export const actOn = (owner: Person, { id }: Pick<Placed, "id">, action: string, rest: object = {}): Promise<unknown> =>
  owner.mutate("orders.act", { orderId: id, action, ...rest });

/** What a button of this page puts on the clipboard. */
export async function copiedBy(page: Page, button: string): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.getByRole("button", { name: button }).click();
  await page.bringToFront();
  return until(
    () => page.evaluate(() => navigator.clipboard.readText()),
    (text) => text !== "",
  );
}
