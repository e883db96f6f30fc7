import { expect, it } from "vitest";
import { DEFAULT_ACCENT, inkOn } from "./customer-notice-terms.ts";

it("[ORD-12] writes on any colour a shop may choose in the ink that can be read", () => {
  expect(inkOn(DEFAULT_ACCENT)).toBe("#ffffff");
  expect(inkOn("#000000")).toBe("#ffffff");
  expect(inkOn("#ffffff")).toBe("#111827");
  expect(inkOn("#ffd400")).toBe("#111827");
});
