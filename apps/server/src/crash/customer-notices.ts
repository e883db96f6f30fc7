import type { NoticeView } from "@nexusone/contracts/customer-notices";
import type { OrderView } from "@nexusone/contracts/orders";
import type { Failpoint } from "@nexusone/core/failpoints";
import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

type Placed = Pick<OrderView, "id" | "number">;

/** A mail to a customer whose sender died: nobody repeats what may have arrived, and the row says that nobody knows. */
export const customerNotice = (
  merchant: () => Merchant,
  placed: () => Promise<OrderView>,
  at: Failpoint,
  arrived: number,
) => ({
  at,
  rows: "[ORD-12]",
  prepare: async (): Promise<Placed> => {
    const order = await placed();
    if (order.held) await merchant().get("orders.act", { orderId: order.id, action: "release" });
    return order;
  },
  reach: ({ id }: Placed) => merchant().ask("orders.act", { orderId: id, action: "confirm" }),
  // The process that died holds the message for five minutes.
  meanwhile: () => merchant().sandbox.control.clock.advance(6 * 60_000),
  repeat: async ({ id, number }: Placed) => {
    const told = await eventually("the message is settled", async () => {
      const [notice] = await merchant().get<NoticeView[]>("customerNotices.list", { orderId: id });
      return notice?.state === "waiting" || notice?.state === "sending" ? undefined : notice;
    });
    expect(told).toMatchObject({ state: "unknown", reason: "customer_notices.outcome_unknown" });
    const mails = await merchant().sandbox.control.mails.list();
    expect(mails.filter(({ subject }) => subject.includes(number))).toHaveLength(arrived);
  },
});
