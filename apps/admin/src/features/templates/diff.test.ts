import { expect, it } from "vitest";
import { diffWords } from "./diff.ts";

it("[TPL-01] what came and what went between two versions is told word by word", () => {
  expect(diffWords("Hello Ana, it is here.", "Hello Ana, it is waiting here.")).toEqual([
    { kind: "same", text: "Hello Ana, it is " },
    { kind: "added", text: "waiting " },
    { kind: "same", text: "here." },
  ]);
  expect(diffWords("a b", "a b")).toEqual([{ kind: "same", text: "a b" }]);
  expect(diffWords("", "new")).toEqual([{ kind: "added", text: "new" }]);
  const long = "word ".repeat(700);
  expect(diffWords(long, `${long}x`).map(({ kind }) => kind)).toEqual(["removed", "added"]);
});

it("[TPL-01] both texts can be read back from their difference", () => {
  const [before, after] = ["one two  three\nfour", "one  two four five\nsix"];
  const pieces = diffWords(before, after);
  const read = (leftOut: string): string =>
    pieces.flatMap(({ kind, text }) => (kind === leftOut ? [] : [text])).join("");
  expect([read("added"), read("removed")]).toEqual([before, after]);
});
