import { describe, expect, it } from "vitest";
import { orderDocs } from "./order-docs.fixture.ts";
import {
  FULFILMENTS,
  fulfilmentByParcels,
  mayMove,
  nextStep,
  ORDER_STATUSES,
  ORDER_TRANSITIONS,
  orderCan,
  orderStatus,
  SHIPMENT_TRANSITIONS,
  type Fulfilment,
  type StatusFacts,
} from "./order-terms.ts";

const everyFacts: StatusFacts[] = FULFILMENTS.flatMap((fulfilment) =>
  [true, false].flatMap((held) => [true, false].map((parcelSent) => ({ fulfilment, held, parcelSent }))),
);

describe("[ORD-10] the states of an order", () => {
  it.each([ORDER_TRANSITIONS, SHIPMENT_TRANSITIONS])("never go back, and end", (table) => {
    const order: readonly Fulfilment[] = ["pending", "confirmed", "processing", "shipped", "delivered"];
    for (const from of FULFILMENTS) {
      expect(mayMove(table, from, from)).toBe(false);
      for (const to of table[from])
        if (order.includes(from) && order.includes(to)) expect(order.indexOf(to)).toBeGreaterThan(order.indexOf(from));
    }
    expect(FULFILMENTS.filter((state) => table[state].length === 0)).toContain("delivered");
    expect(FULFILMENTS.filter((state) => table[state].length === 0)).toContain("cancelled");
  });

  it("every combination of facts has one public word, and every word happens", () => {
    expect([...new Set(everyFacts.map(orderStatus))].toSorted()).toEqual([...ORDER_STATUSES].toSorted());
    expect(orderStatus({ fulfilment: "pending", held: true, parcelSent: false })).toBe("on_hold");
    expect(orderStatus({ fulfilment: "processing", held: false, parcelSent: true })).toBe("partially_shipped");
    expect(orderStatus({ fulfilment: "shipped", held: true, parcelSent: true })).toBe("shipped");
    expect(orderStatus({ fulfilment: "cancelled", held: true, parcelSent: false })).toBe("cancelled");
  });

  it("what a person may do leads only where the table goes, and a hold stops it", () => {
    for (const facts of everyFacts) {
      const { fulfilment, held } = facts;
      if (orderCan.confirm(facts) || orderCan.retry(facts))
        expect(mayMove(ORDER_TRANSITIONS, fulfilment, "confirmed")).toBe(true);
      if (orderCan.ship(facts)) expect(mayMove(ORDER_TRANSITIONS, fulfilment, "shipped")).toBe(true);
      if (orderCan.cancel(facts)) expect(mayMove(ORDER_TRANSITIONS, fulfilment, "cancelled")).toBe(true);
      if (held) expect([orderCan.confirm(facts), orderCan.ship(facts), orderCan.retry(facts)]).not.toContain(true);
    }
    expect(nextStep({ fulfilment: "pending", held: true, parcelSent: false })).toBe("release");
    expect(nextStep({ fulfilment: "pending", held: false, parcelSent: false })).toBe("confirm");
    expect(nextStep({ fulfilment: "confirmed", held: false, parcelSent: false })).toBe("ship");
    expect(nextStep({ fulfilment: "shipped", held: false, parcelSent: true })).toBe("deliver");
    expect(nextStep({ fulfilment: "failed", held: false, parcelSent: false })).toBe("retry");
    expect(nextStep({ fulfilment: "delivered", held: false, parcelSent: true })).toBeUndefined();
  });

  it("parcels say how far an order is: the last unit counts", () => {
    const lines = [
      { id: "a", quantity: 2 },
      { id: "b", quantity: 1 },
    ];
    const parcel = (fulfilment: Fulfilment, ...units: [string, number][]) => ({
      fulfilment,
      lines: units.map(([lineId, quantity]) => ({ lineId, quantity })),
    });
    expect(fulfilmentByParcels(lines, [])).toBeUndefined();
    expect(fulfilmentByParcels(lines, [parcel("shipped", ["a", 2])])).toBe("processing");
    expect(fulfilmentByParcels(lines, [parcel("shipped", ["a", 1]), parcel("delivered", ["a", 1], ["b", 1])])).toBe(
      "shipped",
    );
    expect(fulfilmentByParcels(lines, [parcel("delivered", ["a", 2], ["b", 1])])).toBe("delivered");
    expect(fulfilmentByParcels(lines, [parcel("failed", ["a", 2], ["b", 1])])).toBe("failed");
    expect(fulfilmentByParcels(lines, [parcel("failed", ["a", 2])])).toBeUndefined();
    expect(
      fulfilmentByParcels(lines, [parcel("failed", ["a", 2], ["b", 1]), parcel("delivered", ["a", 2], ["b", 1])]),
    ).toBe("delivered");
  });

  it("docs/orders.md draws them as they are", async () => {
    await expect(orderDocs()).toMatchFileSnapshot("../../../docs/orders.md");
  });
});
