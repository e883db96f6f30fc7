import { describe, expect, it } from "vitest";
import { MAX_REFS, parseRefs } from "../features/imports/parse-refs.ts";
import { safeNext } from "./me.ts";
import { remedyPath } from "./remedy-path.ts";

describe("where a link leads", () => {
  it("[UIX-06] a remedy opens inside the shop at hand, and without one finds the last shop itself", () => {
    expect(remedyPath("/settings/plan", "demo")).toBe("/m/demo/settings/plan");
    expect(remedyPath("/catalogue/123", "demo")).toBe("/m/demo/catalogue/123");
    expect(remedyPath("/imports/new", undefined)).toBe("/imports/new");
    expect(remedyPath("/sign-in", "demo")).toBe("/sign-in");
    expect(remedyPath("/settings-of-others", "demo")).toBe("/settings-of-others");
  });

  it("[AUT-01] signing in leads only to paths of this site", () => {
    expect(safeNext("/m/demo/catalogue?q=a")).toBe("/m/demo/catalogue?q=a");
    for (const hostile of ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)", "", 7, undefined])
      expect(safeNext(hostile)).toBeUndefined();
  });
});

describe("[CAT-07] pasted addresses", () => {
  it("are taken one by one however they are separated; what is named twice is for the preview to say", () => {
    expect(parseRefs(" https://a.test/p-1.html\n\n1890763486,1890763487 ; 1890763486\r\nx ")).toEqual([
      "https://a.test/p-1.html",
      "1890763486",
      "1890763487",
      "1890763486",
      "x",
    ]);
    expect(parseRefs(" \n ")).toEqual([]);
    expect(MAX_REFS).toBe(500);
  });
});
