import { expect, it } from "vitest";
import { leastEarning } from "./least-earning.ts";

it("a preview promises what its weakest sold variant earns", () => {
  const row = (label: string, profitMinor: number | null, reason: string | null = null) => ({
    label,
    reason,
    margin: profitMinor === null ? null : { profitMinor },
  });
  expect(leastEarning([row("a", 300), row("b", 120), row("left out", 10, "import.variant_unpriced")])?.label).toBe("b");
  expect(leastEarning([row("no quote", null)])?.label).toBe("no quote");
  expect(leastEarning([])).toBeUndefined();
});
