import { describe, expect, it } from "vitest";

import { assignedObjects } from "./embedded.ts";
import { documentOf } from "./pages.fixture.ts";

const found = (script: string) =>
  assignedObjects(documentOf(`<body><script>${script}</script></body>`), "productDetailData").map((object) =>
    JSON.stringify(object),
  );

describe("assignments", () => {
  it.each([
    'window.productDetailData={"id":"1"};',
    'window . productDetailData \n = \n {"id":"1"} ; window.anotherThing = {a: 1};',
    'var a=/["\']/.test(b)?1:2;window.productDetailData={"id":"1"}',
    'x.replace(/"/g,"");window.productDetailData={"id":"1"}',
    "// it's a note\nwindow.productDetailData={id:'1'}",
    "/* don't */ var productDetailData = {id:'1'}",
    "var t=`it's`;window.productDetailData={id:'1'}",
    'var half=4/2;var s="/";window.productDetailData={"id":"1"}',
  ])("[Q33] finds it in %s", (script) => {
    expect(found(script)).toEqual(['{"id":"1"}']);
  });

  it.each([
    String.raw`window.help = "Look for window.productDetailData={\"id\":\"1\"} here";`,
    `window.help = 'Look for window.productDetailData={"id":"1"} here';`,
    'window.help = `\n window.productDetailData={"id":"1"}`;',
    '// window.productDetailData={"id":"1"}',
    '/* \n window.productDetailData={"id":"1"} */',
    'if (window.productDetailData=={"id":"1"}) {}',
    'other.productDetailData={"id":"1"}',
    'window.productDetailDataOld={"id":"1"}',
    "window.productDetailData=load()",
    'window.productDetailData=JSON.parse("{}")',
  ])("[EXT-01] finds none in %s", (script) => {
    expect(found(script)).toEqual([]);
  });

  it("[EXT-01] reads inline scripts only, and never runs one", () => {
    const page = documentOf(
      `<script src="/a.js">window.productDetailData={"id":"1"}</script><script>globalThis.ran = true; window.productDetailData={"id":"2"}</script>`,
    );
    expect(assignedObjects(page, "productDetailData").map(({ id }) => id)).toEqual(["2"]);
    expect("ran" in globalThis).toBe(false);
  });

  it("[EXT-01] hostile scripts of 10 MB are walked once", () => {
    const name = "window.productDetailData=";
    const size = 1_900_000;
    expect(found(`${" ".repeat(2_000_000)}${name}{"id":"1"}`)).toEqual([]);
    const started = process.cpuUsage();
    const hostile = [
      '"\\"'.repeat(size / 3),
      "/*".repeat(size / 2),
      "`".repeat(size) + "`",
      ",/[".repeat(size / 3),
      "(/".repeat(size / 2),
      "\\".repeat(size),
      `'${"\\".repeat(size)}`,
      `${name}{"a":`.repeat(size / 31),
      "x".repeat(10_000_000),
    ];
    for (const script of hostile) expect(found(script + name)).toEqual([]);
    // Of the processor's time, which a busy machine does not stretch: one quadratic walk of 2 MB takes minutes.
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(15_000);
  });
});
