import { describe, expect, it } from "vitest";
import { instantText, relativeText } from "./amounts.tsx";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const ago = (seconds: number): string => new Date(NOW - seconds * 1_000).toISOString();

describe("relative time", () => {
  it.each([
    [5, "just now", "à l'instant"],
    [60, "1 minute ago", "il y a 1 minute"],
    [3_599, "59 minutes ago", "il y a 59 minutes"],
    [86_400, "yesterday", "hier"],
    [-7_200, "in 2 hours", "dans 2 heures"],
  ])("%i seconds ago", (seconds, en, fr) => {
    expect(relativeText(ago(seconds), NOW, "en")).toBe(en);
    expect(relativeText(ago(seconds), NOW, "fr")).toBe(fr);
  });

  it("writes the exact instant in the zone of the shop", () => {
    expect(instantText("2026-03-01T23:30:00Z", "en", "Europe/Paris")).toContain("Mar 2, 2026");
  });
});
