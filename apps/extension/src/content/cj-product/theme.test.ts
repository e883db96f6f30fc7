import { describe, expect, it } from "vitest";
import { darkness } from "./theme.ts";

describe("ground of the page", () => {
  it.each([
    ["rgb(255, 255, 255)", "light"],
    ["rgb(246, 245, 243)", "light"],
    ["rgb(18, 20, 26)", "dark"],
    ["rgba(0, 0, 0, 0.9)", "dark"],
    ["rgba(0, 0, 0, 0)", undefined],
    ["transparent", undefined],
    ["", undefined],
  ])("%s is %s", (color, theme) => {
    expect(darkness(color)).toBe(theme);
  });
});
