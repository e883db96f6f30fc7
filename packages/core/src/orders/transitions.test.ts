import {
  FULFILMENTS,
  ORDER_TRANSITIONS,
  SHIPMENT_TRANSITIONS,
  type Fulfilment,
  type Transitions,
} from "@nexusone/contracts/order-terms";
import { lockOrder, listShipments } from "@nexusone/db/queries/orders";
import { withMerchant } from "@nexusone/db/with-merchant";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { changeOrder } from "./change-order.ts";
import { ordered, stocked } from "./orders.fixture.ts";
import { moveParcel, openParcel } from "./parcels.ts";

let test: TestDatabase;
let ctx: ServiceContext;
let orderId: string;
let shipmentId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ ctx } = await createStaffedMerchant(createTestPlatform(test.db)));
  const { variantId } = await stocked(ctx, 100);
  orderId = (await ordered(ctx, variantId)).id;
  shipmentId = await inMerchantTx(ctx, async (tx) => {
    const order = await lockOrder(tx, orderId);
    return (await openParcel(tx, order!, { kind: "supplier" })).id;
  });
});
afterAll(() => test.close());

const pairs = FULFILMENTS.flatMap((from) => FULFILMENTS.map((to) => ({ from, to })));
const ROLLED_BACK = "rolled back";

/** Puts the row where the walk begins, past the guard as only the owner of the database can. */
async function place(table: "orders" | "shipments", id: string, at: Fulfilment): Promise<void> {
  await test.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update ${tx(table)} set fulfilment = ${at} where id = ${id}`;
  });
}

/** Whether an act goes through; what it wrote is taken back. */
async function goesThrough(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof Error && error.message === ROLLED_BACK) return true;
    const told = error as { reason?: string };
    if (told.reason !== undefined) expect(told).toMatchObject({ reason: "orders.illegal_transition" });
    else expect(String((error as Error).cause ?? error)).toMatch(/may not go from/);
    return false;
  }
}

const allowed = (table: Transitions) => pairs.filter(({ from, to }) => table[from].includes(to));

async function walk(
  table: "orders" | "shipments",
  id: string,
  move: (to: Fulfilment) => Promise<unknown>,
): Promise<{ from: Fulfilment; to: Fulfilment }[]> {
  const went = [];
  for (const { from, to } of pairs) {
    if (from === to) continue;
    await place(table, id, from);
    if (await goesThrough(() => move(to))) went.push({ from, to });
  }
  return went;
}

it.each([
  ["orders", ORDER_TRANSITIONS],
  ["shipments", SHIPMENT_TRANSITIONS],
] as const)(
  "[ORD-10] the database refuses every illegal transition of %s, and allows every legal one",
  async (table, legal) => {
    const id = () => (table === "orders" ? orderId : shipmentId);
    const went = await walk(table, id(), (to) =>
      withMerchant(test.db, { merchantId: ctx.merchantId }, async (tx) => {
        await tx.execute(sql`update ${sql.identifier(table)} set fulfilment = ${to} where id = ${id()}::uuid`);
        throw new Error(ROLLED_BACK);
      }),
    );
    expect(went).toEqual(allowed(legal));
  },
);

it("[ORD-10] the verb refuses every illegal transition of an order by its reason, and allows every legal one", async () => {
  const went = await walk("orders", orderId, (to) =>
    inMerchantTx(ctx, async (tx) => {
      await changeOrder(tx, ctx, (await lockOrder(tx, orderId))!, { fulfilment: to });
      throw new Error(ROLLED_BACK);
    }),
  );
  expect(went).toEqual(allowed(ORDER_TRANSITIONS));
});

it("[ORD-10] and of a parcel", async () => {
  await place("orders", orderId, "pending");
  const went = await walk("shipments", shipmentId, (to) =>
    inMerchantTx(ctx, async (tx) => {
      const order = (await lockOrder(tx, orderId))!;
      const [parcel] = await listShipments(tx, orderId);
      await moveParcel(tx, ctx, order, parcel!, to);
      throw new Error(ROLLED_BACK);
    }),
  );
  expect(went).toEqual(allowed(SHIPMENT_TRANSITIONS));
});
