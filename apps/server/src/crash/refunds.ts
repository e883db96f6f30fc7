import type { PlanView } from "@nexusone/contracts/billing";
import type { OrderView } from "@nexusone/contracts/orders";
import type { OrderMoney } from "@nexusone/contracts/payments";
import { DEFAULT_COMMISSION } from "@nexusone/contracts/plans";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";

/** Two payments that no share divides evenly, cut between state, platform and shop. */
const CAPTURES = [1_337, 2_002] as const;
const ALL = CAPTURES[0] + CAPTURES[1];
/** Reaches into the second of them. */
const PART = 1_501;
type Refund = {
  readonly orderId: string;
  readonly kind: "refund";
  readonly amountMinor: number;
  readonly reference: string;
};
type State = { readonly refund: Refund; readonly before: OrderMoney; readonly balance: number };

const sharesOf = ({ taxMinor, platformMinor, clientMinor }: OrderMoney) => ({ taxMinor, platformMinor, clientMinor });

/**
 * A refund is one transaction, so the places are in it, at its end, and between its commit and the answer: whoever asks again with
 * the same reference finds the one refund, or makes it.
 */
export function refundOf(merchantOf: () => Merchant, placed: () => Promise<OrderView>, size: "part" | "all") {
  const credits = async (): Promise<number> =>
    (await merchantOf().get<z.output<typeof PlanView>>("billing.getPlan", undefined)).credits.balance;

  async function paidOrder(): Promise<OrderMoney> {
    const { id: orderId } = await placed();
    for (const amountMinor of CAPTURES)
      await merchantOf().get("payments.record", { orderId, kind: "capture", amountMinor, reference: randomUUID() });
    return merchantOf().get<OrderMoney>("payments.getOrderMoney", { orderId });
  }

  return {
    rows: "[ORD-14] [PLN-07]",
    prepare: async (): Promise<State> => {
      await shareWithPlatform(merchantOf());
      const before = await paidOrder();
      const amountMinor = size === "all" ? ALL : PART;
      const refund: Refund = { orderId: before.orderId, kind: "refund", amountMinor, reference: randomUUID() };
      return { refund, before, balance: await credits() };
    },
    reach: ({ refund }: State) => merchantOf().ask("payments.record", refund),
    repeat: async ({ refund, before, balance }: State) => {
      const { orderId } = before;
      const first = await merchantOf().get<OrderMoney>("payments.record", refund);
      expect(await merchantOf().get<OrderMoney>("payments.record", refund), "the same again").toEqual(first);
      expect(first.payments.filter(({ kind }) => kind === "refund")).toEqual([
        expect.objectContaining({ amountMinor: refund.amountMinor, reference: refund.reference }),
      ]);
      expect(first.refundedMinor).toBe(refund.amountMinor);
      // What it leaves is what it leaves where nobody was killed.
      const twin = await paidOrder();
      expect(sharesOf(twin)).toEqual(sharesOf(before));
      const undisturbed = { ...refund, orderId: twin.orderId, reference: randomUUID() };
      expect(sharesOf(await merchantOf().get<OrderMoney>("payments.record", undisturbed))).toEqual(sharesOf(first));
      // The rest goes back too, and nobody keeps any of it.
      const rest = { ...refund, amountMinor: ALL - refund.amountMinor, reference: randomUUID() };
      const last = size === "all" ? first : await merchantOf().get<OrderMoney>("payments.record", rest);
      expect(last).toMatchObject({ state: "refunded", refundableMinor: 0 });
      expect(sharesOf(last)).toEqual({ taxMinor: 0, platformMinor: 0, clientMinor: 0 });
      const more = await merchantOf().ask("payments.record", {
        ...rest,
        amountMinor: 1,
        orderId,
        reference: randomUUID(),
      });
      expect(more.reason).toBe("payments.refund_too_large");
      // Credits pay for imports, never for orders: a refund moves none.
      expect(await credits()).toBe(balance);
    },
  };
}

/** On from here, at the default split; a platform admin's act is proven elsewhere. */
async function shareWithPlatform({ home }: Merchant): Promise<void> {
  const sql = home.connect();
  await sql`update merchants set commission_bps = ${DEFAULT_COMMISSION.platformBps}`;
  await sql.end();
}
