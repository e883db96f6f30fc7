import { parseAmount } from "@nexusone/contracts/money";
import { expect, it } from "vitest";
import { typedText } from "./typed-text.ts";

it("writes a decimal as the reader's language does, and reads it back as the same amount", () => {
  expect(typedText("12.40", "en")).toBe("12.40");
  expect(typedText("12.40", "fr")).toBe("12,40");
  expect(typedText("12", "fr")).toBe("12");
  expect(parseAmount(typedText("12.40", "fr"), "EUR")).toBe(1_240);
});
