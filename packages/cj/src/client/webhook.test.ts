import { expect, it } from "vitest";

import { CjFailure } from "./failure.ts";
import { parseCjWebhook } from "./webhook.ts";

const message = (type: string, params: unknown, more = {}) =>
  JSON.stringify({ messageId: "m1", type, messageType: "UPDATE", params, ...more });

it("[Q39] the type is LOGISTIC; types nobody knows, even awkward ones, are acknowledged", () => {
  expect(parseCjWebhook(message("LOGISTIC", { orderId: 1 })).event.kind).toBe("logistic");
  for (const type of ["MAKEUP", "privateOrder", "constructor", "__proto__", "toString"])
    expect(parseCjWebhook(message(type, {})).event).toEqual({ kind: "unknown" });
});

it("[Q30] a repeat carries the same messageId, also when CJ renames the kind of change", () => {
  const first = parseCjWebhook(message("ORDER", { cjOrderId: 5 }));
  expect(parseCjWebhook(message("ORDER", { cjOrderId: 5 }, { messageType: "ORDER_CONNNECTED" })).messageId).toBe(
    first.messageId,
  );
});

it("[Q29] without `fields`, null means unchanged", () => {
  const { event } = parseCjWebhook(
    message("PRODUCT", { pid: "1", productNameEn: "New name", productStatus: 3, productSellPrice: null }),
  );
  expect(event).toEqual({
    kind: "product",
    pid: "1",
    changed: { name: "New name", status: "on_sale" },
    changedFields: ["productNameEn", "productStatus"],
  });
});

it("[Q29] a field named in `fields` may become null", () => {
  const { event } = parseCjWebhook(
    message("PRODUCT", { pid: "1", productDescription: null, fields: ["productDescription"] }),
  );
  expect(event).toMatchObject({ changed: { description: null } });
});

it("[Q12] variant status 1 is on, 0 is off", () => {
  const read = (variantStatus: unknown) =>
    parseCjWebhook(
      message("VARIANT", {
        vid: "9",
        variantStatus,
        variantSellPrice: "4.10",
        fields: ["variantStatus", "variantSellPrice"],
      }),
    ).event;
  expect(read(0)).toMatchObject({ kind: "variant", vid: "9", changed: { onSale: false, priceUsd: "4.10" } });
  expect(read("1")).toMatchObject({ changed: { onSale: true } });
});

it("[CJA-01] splits and sourcing answers name what to read again", () => {
  const split = {
    originalOrderId: 210823100016290555n.toString(),
    splitOrderList: [{ orderCode: "SD1-1", orderStatus: 300 }, { orderCode: "SD1-2" }],
  };
  expect(parseCjWebhook(message("ORDERSPLIT", split)).event).toEqual({
    kind: "order_split",
    originalOrderId: "210823100016290555",
    orderCodes: ["SD1-1", "SD1-2"],
  });
  const sourcing = { cjSourcingId: 285, cjProductId: "1", cjVariantId: "2", status: "completed", failReason: "" };
  expect(parseCjWebhook(message("SOURCINGCREATE", sourcing)).event).toEqual({
    kind: "sourcing",
    sourcingId: "285",
    pid: "1",
    vid: "2",
    status: "completed",
    failReason: null,
  });
});

it("[Q39] a known type without its id is as good as unknown", () => {
  for (const type of ["PRODUCT", "VARIANT", "ORDER", "ORDERSPLIT", "SOURCINGCREATE", "LOGISTIC"])
    expect(parseCjWebhook(message(type, null)).event).toEqual({ kind: "unknown" });
});

it.each(["", "{", "[]", "null", "<html>", '{"type":"STOCK"}'])("[Q38] %j is no message", (body) => {
  expect(() => parseCjWebhook(body)).toThrow(CjFailure);
});

it("[Q23] a message without params is acknowledged", () => {
  expect(parseCjWebhook('{"messageId":"m","type":"STOCK"}').event).toEqual({ kind: "stock", variants: [] });
});
