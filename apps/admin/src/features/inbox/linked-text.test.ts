import { expect, it } from "vitest";
import { piecesOf } from "./linked-text.tsx";

it.each([
  ["see https://shop.test/a?b=1.", ["see ", "https://shop.test/a?b=1", "."]],
  ["(http://x.test/p)", ["(", "http://x.test/p", ")"]],
  ["https://a.test https://b.test/", ["https://a.test", " ", "https://b.test/"]],
  ["no link", ["no link"]],
  ["", []],
])("[WAM-09] finds the links in %j", (text, pieces) => {
  expect(piecesOf(text).map((piece) => piece.text)).toEqual(pieces);
});

it.each(["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:https", "//x.test", "ftp://x.test"])(
  "[WAM-09] makes no link of %s",
  (text) => {
    expect(piecesOf(text).every(({ href }) => href === undefined)).toBe(true);
  },
);
