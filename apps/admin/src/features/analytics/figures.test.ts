import { expect, it } from "vitest";
import { figureText } from "./figures.ts";

const usage = (calls: number, failed: number, faults: number) =>
  ({ requests: { calls, failed, faults, p95Ms: 87 }, features: [] }) as unknown as Parameters<typeof figureText>[1];

it("[ANA-04] says all is well only when it was", () => {
  expect(figureText("availability", usage(1_000_000, 9, 1), undefined, "en")).toBe("99.99%");
  expect(figureText("availability", usage(10, 3, 0), undefined, "en")).toBe("100%");
  expect(figureText("errorRate", usage(1_000, 5, 0), undefined, "en")).toBe("0.5%");
});

it("[ANA-04] gives no rate of nothing", () => {
  expect(figureText("availability", usage(0, 0, 0), undefined, "en")).toBeNull();
  expect(figureText("errorRate", usage(0, 0, 0), undefined, "en")).toBeNull();
  expect(figureText("calls", usage(0, 0, 0), undefined, "fr")).toBe("0");
});
