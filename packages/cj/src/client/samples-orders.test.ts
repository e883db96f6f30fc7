import { describe, expect, it } from "vitest";

import {
  CjFailure,
  isOrderAlreadyThere,
  parseCjWebhook,
  parseComments,
  parseCreatedOrder,
  parseOrderDetail,
  parseOrderList,
  parseTrackInfo,
  verifyCjSignature,
} from "./index.ts";
import { sample } from "./samples.fixture.ts";

describe("samples of orders, tracking and reviews", () => {
  it("[CJA-01] [Q21] sample 17: two parcels, the date keeps that it has no zone, an empty status is none", () => {
    expect(parseTrackInfo(sample("17-track-info"))).toEqual([
      {
        trackingNumber: "CJPKL7160102171YQ",
        logisticName: "CJPacket Sensitive",
        trackingFrom: "CN",
        trackingTo: "US",
        deliveryDay: 13,
        deliveryTime: "2026-07-17T07:04:04",
        trackingStatus: "In transit",
        lastMileCarrier: "USPS",
        lastTrackNumber: "9200190000000000000000",
      },
      {
        trackingNumber: "YT2600000000000000",
        logisticName: "YunExpress",
        trackingFrom: "CN",
        trackingTo: "DE",
        deliveryDay: null,
        deliveryTime: null,
        trackingStatus: null,
        lastMileCarrier: null,
        lastTrackNumber: null,
      },
    ]);
  });

  it("[CJA-01] [Q27] sample 18: created, but the address needs a look (1001)", () => {
    const order = parseCreatedOrder(sample("18-order-createV2-success"));
    expect(order).toMatchObject({
      orderNumber: "NX-2026-000417",
      orderId: "2608111030451920300",
      shipmentOrderId: "SD2608111030450192100",
      orderStatus: "CREATED",
      orderAmount: "15.76",
      productAmount: "11.05",
      postageAmount: "4.71",
      actualPayment: "15.76",
      iossAmount: null,
      cjPayUrl: null,
      logisticsMiss: false,
      attention: [{ code: 1001, message: "Shipping address could not be verified" }],
    });
    expect(order.productInfoList).toEqual([
      {
        storeLineItemId: "line-1",
        lineItemId: "2608111030451920301",
        variantId: "2603021418275520101",
        quantity: 1,
        isGroup: false,
        subOrderProducts: [],
      },
      {
        storeLineItemId: "line-2",
        lineItemId: "2608111030451920302",
        variantId: "2603021418275520199",
        quantity: 2,
        isGroup: true,
        subOrderProducts: [
          {
            storeLineItemId: null,
            lineItemId: "2608111030451920303",
            variantId: "2603021418275520104",
            quantity: null,
            isGroup: null,
          },
        ],
      },
    ]);
  });

  it("[CJA-01] [Q12] [Q27] sample 19: five orders, the unknown status verbatim, amounts exact or null", () => {
    const page = parseOrderList(sample("19-order-list-mixed"));
    expect(page).toMatchObject({ page: 1, pageSize: 20, total: 5, totalPages: 1, unreadable: 0 });
    expect(
      page.items.map((order) => [
        order.orderNumber,
        order.status,
        order.cjOrderId,
        order.amountUsd,
        order.paidAt?.toISOString() ?? null,
      ]),
    ).toEqual([
      ["NX-2026-000417", "CREATED", null, null, null],
      ["NX-2026-000402", "UNSHIPPED", "260809112033998111", "15.76", "2026-08-09T03:25:12.000Z"],
      ["NX-2026-000377", "SHIPPED", "260802090811991023", "6.64", "2026-08-02T01:15:40.000Z"],
      ["NX-2026-000350", "CANCELLED", null, null, null],
      ["NX-2026-000348", "AWAIT_CUSTOMS_REVIEW", null, "0.00", null],
    ]);
    expect(page.items.map(({ orderId }) => orderId)).toContain("2608111030451920300");
    expect(page.items.every(({ lines, remark }) => lines === null && remark === null)).toBe(true);
  });

  it("[CJA-01] [Q21] [Q26] sample 20: an order with its lines, times in UTC", () => {
    expect(parseOrderDetail(sample("20-order-detail-shipped"))).toEqual({
      orderId: "2608020908112250100",
      orderNumber: "NX-2026-000377",
      cjOrderId: "260802090811991023",
      code: "SD2608020908110225000",
      status: "SHIPPED",
      amountUsd: "6.64",
      productUsd: "1.93",
      postageUsd: "4.71",
      weightGrams: 110,
      countryCode: "US",
      remark: null,
      carrier: "CJPacket Ordinary",
      trackingNumber: "CJPKL7160102171YQ",
      trackingUrl: "https://cjpacket.com/?trackingNumber=CJPKL7160102171YQ",
      createdAt: new Date("2026-08-11T02:30:45Z"),
      paidAt: new Date("2026-08-02T01:15:40Z"),
      shippedAt: new Date("2026-08-04T10:02:11Z"),
      placedAt: new Date("2026-08-02T00:58:01Z"),
      fromCountryCode: "CN",
      storageId: "6709CCD7-0DC3-42C1-B310-17AC499EBA01",
      storageName: "Yiwu Warehouse",
      lines: [
        {
          vid: "A7D1F0E2-8F3B-4E0E-9C55-1B2A3C4D5E6F",
          quantity: 1,
          sellPrice: "1.93",
          lineItemId: "2608020908112250101",
          storeLineItemId: "line-1",
          productionOrderStatus: null,
          abnormalType: [],
        },
      ],
      arrivals: [{ logisticsName: "CJPacket Ordinary", arrivalTime: "7-15 Days" }],
      attention: [],
    });
  });

  it("[CJA-01] sample 21: a duplicate is told apart, so that the order can be looked up", () => {
    const failure = thrown(() => parseCreatedOrder(sample("21-order-error-duplicate")));
    expect(failure).toMatchObject({ kind: "rejected", vendorCode: 1603003 });
    expect(isOrderAlreadyThere(failure)).toBe(true);
    expect(isOrderAlreadyThere(new CjFailure({ kind: "rejected", endpoint: "x", vendorCode: 1603000 }))).toBe(false);
  });

  it("[CJA-01] [Q2] [Q6] [Q24] [Q37] sample 22: code 0 is success, paging in text, comment ids whole", () => {
    const page = parseComments(sample("22-product-comments-page"));
    expect(page).toMatchObject({ page: 1, pageSize: 20, total: 285, totalPages: 15 });
    expect(page.items).toEqual([
      {
        commentId: "1536993287524069377",
        pid: "2603140712045623100",
        comment: "Llegó rápido, muy bonito 😍",
        commentDate: new Date("2026-06-15T01:02:44Z"),
        commentUser: "M***a",
        score: 5,
        commentUrls: ["https://cf.cjdropshipping.com/sample/review-1.jpg"],
        countryCode: "ES",
      },
      {
        commentId: "1536993287524069891",
        pid: "2603140712045623100",
        comment: null,
        commentDate: new Date("2026-06-11T14:40:00Z"),
        commentUser: null,
        score: 3,
        commentUrls: [],
        countryCode: null,
      },
    ]);
  });
});

describe("samples of webhooks", () => {
  it("[CJA-01] [Q13] [Q30] sample 23: stock by variant, the empty list changes nothing", () => {
    const message = parseCjWebhook(sample("23-webhook-stock-map"));
    expect(message).toMatchObject({
      messageId: "7cceede817dc47ed9d7487c6f2a30cb1",
      type: "STOCK",
      messageType: "UPDATE",
    });
    const variants = message.event.kind === "stock" ? message.event.variants : [];
    expect(
      variants.map(({ vid, stock }) => [
        vid,
        stock.map(({ countryCode, total, cjOwned }) => [countryCode, total, cjOwned]),
      ]),
    ).toEqual([
      [
        "2603021418275520101",
        [
          ["CN", 10009, null],
          ["US", 0, null],
        ],
      ],
      ["2603021418275520103", [["US", 120, null]]],
    ]);
  });

  it("[CJA-01] [Q2] [Q26] sample 24: the order id keeps its digits and equals that of samples 19 and 20", () => {
    const { event } = parseCjWebhook(sample("24-webhook-order-shipped"));
    expect(event).toEqual({
      kind: "order",
      order: {
        orderNumber: "NX-2026-000377",
        cjOrderId: "260802090811991023",
        orderStatus: "SHIPPED",
        logisticName: "CJPacket Ordinary",
        trackNumber: "CJPKL7160102171YQ",
        trackingUrl: "https://cjpacket.com/?trackingNumber=CJPKL7160102171YQ",
        createDate: "2026-08-02T09:08:11",
        updateDate: "2026-08-04T18:02:13",
        payDate: "2026-08-02T09:15:40",
        deliveryDate: "2026-08-04T18:02:11",
        completeDate: null,
        orderItems: [
          {
            vid: "A7D1F0E2-8F3B-4E0E-9C55-1B2A3C4D5E6F",
            quantity: 1,
            sellPrice: "1.93",
            lineItemId: "2608020908112250101",
            storeLineItemId: "line-1",
          },
        ],
      },
    });
    expect(parseOrderDetail(sample("20-order-detail-shipped")).cjOrderId).toBe("260802090811991023");
  });

  it("[CJA-01] [Q2] [Q3] sample 25: status 12 is signed for, two events out of the text", () => {
    const { event } = parseCjWebhook(sample("25-webhook-logistic-delivered"));
    expect(event).toEqual({
      kind: "logistic",
      tracking: {
        cjOrderId: "260802090811991023",
        logisticName: "CJPacket Ordinary",
        trackingNumber: "CJPKL7160102171YQ",
        trackingUrl: "https://cjpacket.com/?trackingNumber=CJPKL7160102171YQ",
        trackingStatus: 12,
        events: [
          {
            status: 10,
            activity: "Out for delivery",
            location: "Dayton, OH",
            eventTime: "2026-08-14T08:31:00",
            statusDesc: "delivering",
          },
          {
            status: 12,
            activity: 'Delivered "front porch"',
            location: null,
            eventTime: "2026-08-14T13:05:21",
            statusDesc: "signed",
          },
        ],
      },
    });
  });
});

type Vector = { name: string; openId: number; rawBody: string; sign: string; valid: boolean };
const { vectors }: { vectors: Vector[] } = JSON.parse(sample("webhook-signature-vectors"));

describe("signatures", () => {
  it("[Q31] knows nine vectors, of which four must fail", () => {
    expect(vectors.map(({ valid }) => valid).toSorted()).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it.each(vectors)("[CJA-01] [Q31] signature vector: $name is $valid", ({ rawBody, sign, openId, valid }) => {
    expect(verifyCjSignature(rawBody, sign, String(openId))).toBe(valid);
    expect(verifyCjSignature(new TextEncoder().encode(rawBody), sign, String(openId))).toBe(valid);
  });

  it("[Q31] refuses a missing header, an empty one and unpadded Base64", () => {
    const [first] = vectors;
    expect(
      first &&
        [null, undefined, "", first.sign.replace("=", "")].some((sign) =>
          verifyCjSignature(first.rawBody, sign, "48213377"),
        ),
    ).toBe(false);
  });

  it("[Q29] a partial product message changes what `fields` names and nothing else", () => {
    const body = vectors.find(({ name }) => name === "product-update, partial")?.rawBody ?? "";
    expect(parseCjWebhook(body).event).toEqual({
      kind: "product",
      pid: "2603021418275519600",
      changed: { price: { minUsd: "11.55", maxUsd: "12.90" }, status: "off_sale" },
      changedFields: ["productSellPrice", "productStatus"],
    });
  });

  it("[Q39] an unknown topic is read far enough to be acknowledged", () => {
    const body = vectors.find(({ name }) => name.startsWith("unknown topic"))?.rawBody ?? "";
    expect(parseCjWebhook(body)).toEqual({
      messageId: "b2c3d4e5f60718293a4b5c6d7e8f90a1",
      type: "MAKEUP",
      messageType: "INSERT",
      openId: "48213377",
      event: { kind: "unknown" },
    });
  });
});

function thrown(run: () => unknown): CjFailure {
  try {
    run();
  } catch (error) {
    if (error instanceof CjFailure) return error;
    throw error;
  }
  throw new Error("did not fail");
}
