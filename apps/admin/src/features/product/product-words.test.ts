import { EVENTS } from "@nexusone/contracts/events";
import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en/index.ts";
import { translator } from "../../i18n/translate.ts";
import { clockText } from "../settings/extension/countdown.ts";
import { deviceName } from "../settings/profile/device-name.ts";
import { changesOf, toTimelineEntry } from "./history-entry.ts";
import { typedPrice } from "./price-edits.ts";

const reader = { t: translator("en", (key) => en[key]), locale: "en", currency: "EUR" };
const variant = { id: "v1", priceMinor: 1_240 } as Parameters<typeof typedPrice>[1];

describe("the why timeline", () => {
  it("tells only what differs, in words and money", () => {
    const payload = {
      fields: ["status", "prices"],
      before: { name: "Lamp", status: "inactive", tags: ["a"], minPriceMinor: 1_000, categoryId: null },
      after: { name: "Lamp", status: "active", tags: ["a"], minPriceMinor: 1_299, categoryId: null },
    };
    expect(changesOf(payload, reader)).toEqual([
      { name: "Status", before: "Inactive", after: "Active" },
      { name: "Lowest price", before: "€10.00", after: "€12.99" },
    ]);
  });

  it("says what was edited when it was one thing", () => {
    const edited = (...fields: string[]) =>
      toTimelineEntry(
        {
          id: "1",
          at: "2026-01-01T00:00:00Z",
          type: "product.updated",
          actor: { kind: "user", label: "Ada" },
          payload: { fields },
        },
        reader,
      ).sentence;
    expect(edited("prices")).toBe("Prices typed by hand");
    expect(edited("priceRule", "tags")).toBe("Priced by a new rule");
    expect(edited("name", "tags")).toBe("Edited");
  });

  const told = (type: string, payload: object): string =>
    toTimelineEntry(
      { id: "1", at: "2026-01-01T00:00:00Z", type, actor: { kind: "job", label: "" }, payload: { ...payload } },
      reader,
    ).sentence;

  it("has words for all that happens to a product", () => {
    const about = Object.entries(EVENTS).filter(([, { payload }]) => "productId" in payload.shape);
    for (const [type] of about) expect(told(type, {})).not.toContain(type);
    expect(told("inventory.approval_asked", { kind: "cost" })).toBe("Waiting for your decision: The cost moves");
    expect(told("inventory.alert_raised", { kind: "low", units: 1 })).toBe("Stock low: 1 unit left");
    expect(told("reorder.moved", { state: "received", quantity: 4 })).toBe("Arrived: 4 units");
  });

  it("names who did it, also when nobody did", () => {
    const entry = {
      id: "1",
      at: "2026-01-01T00:00:00Z",
      type: "product.imported",
      actor: { kind: "job", label: "" },
      payload: {},
    };
    expect(toTimelineEntry(entry, reader)).toMatchObject({
      actor: "NexusOne",
      sentence: "Imported from the supplier",
      changes: [],
    });
  });
});

describe("a typed price", () => {
  it("is a price, unreadable, or nothing new", () => {
    expect(typedPrice({ v1: "12,99" }, variant, "EUR")).toEqual({ priceMinor: 1_299 });
    expect(typedPrice({ v1: "12.40" }, variant, "EUR")).toBeUndefined();
    expect(typedPrice({}, variant, "EUR")).toBeUndefined();
    for (const text of ["", "abc", "12.345", "-1"]) expect(typedPrice({ v1: text }, variant, "EUR")).toBe("bad");
  });
});

it("a pairing code counts down to nothing and not below", () => {
  expect([600_000, 59_001, 999, 0, -5].map(clockText)).toEqual(["10:00", "1:00", "0:01", "0:00", "0:00"]);
});

it("a device is named in two words", () => {
  expect(deviceName("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36 Edg/142.0")).toBe(
    "Edge, Windows",
  );
  expect(deviceName("curl/8.0")).toBe("curl/8.0");
});
