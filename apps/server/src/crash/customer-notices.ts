import type { ProductView } from "@nexusone/contracts/catalog";
import type { NoticeView } from "@nexusone/contracts/customer-notices";
import type { OrderView } from "@nexusone/contracts/orders";
import type { Failpoint } from "@nexusone/core/failpoints";
import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

type Bought = { readonly orderId: string; readonly email: string };

/** A mail to a customer whose sender died: nobody repeats what may have arrived, and the row says that nobody knows. */
export const customerNotice = (merchant: () => Merchant, at: Failpoint, arrived: number) => ({
  at,
  rows: "[ORD-12]",
  prepare: async (): Promise<Bought> => {
    const { variants } = await merchant().get<ProductView>("catalog.createProduct", {
      name: "Own lamp",
      variants: [{ priceMinor: 1_990, costMinor: 500, stock: 5 }],
    });
    const email = `told-${Date.now()}@example.com`;
    const { order } = await merchant().get<{ order: OrderView }>("orders.create", {
      customer: { email },
      address: {
        name: "Ada Martin",
        phone: `+336${String(Date.now()).slice(-8)}`,
        line1: "12 rue de la Paix",
        city: "Paris",
        zip: "75002",
        country: "FR",
      },
      lines: [{ variantId: variants[0]!.id, quantity: 1 }],
    });
    return { orderId: order.id, email };
  },
  reach: ({ orderId }: Bought) => merchant().ask("orders.act", { orderId, action: "confirm" }),
  // The process that died holds the message for five minutes.
  meanwhile: () => merchant().sandbox.control.clock.advance(6 * 60_000),
  repeat: async ({ orderId, email }: Bought) => {
    const told = await eventually("the message is settled", async () => {
      const [notice] = await merchant().get<NoticeView[]>("customerNotices.list", { orderId });
      return notice?.state === "waiting" || notice?.state === "sending" ? undefined : notice;
    });
    expect(told).toMatchObject({ state: "unknown", reason: "customer_notices.outcome_unknown" });
    expect(await merchant().sandbox.control.mails.list({ to: email })).toHaveLength(arrived);
  },
});
