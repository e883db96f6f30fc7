import { expect, test, vi } from "vitest";
import { together } from "./together.ts";

const target = {};

/** Writes that end when they are told to. */
function held(most = 100) {
  const written: string[][] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const write = together<object, string>(
    (_target, items) => {
      written.push([...items]);
      const { promise, ...end } = Promise.withResolvers<void>();
      ends.push(end);
      return promise;
    },
    { weigh: (item) => item.length, most },
  );
  const newest = (items: string[]) => vi.waitFor(() => expect(written.at(-1)).toEqual(items));
  return { write: (item: string) => write(target, item), written, newest, ends };
}

test("whoever comes first goes alone, the others together afterwards", async () => {
  const { write, written, newest, ends } = held();
  const first = write("a");
  const others = [write("b"), write("c")];
  expect(written).toEqual([["a"]]);
  ends[0]!.resolve();
  await first;
  await newest(["b", "c"]);
  ends[1]!.resolve();
  await Promise.all(others);
  const later = write("d");
  await newest(["d"]);
  ends[2]!.resolve();
  await later;
});

test("a write that fails fails for its items alone", async () => {
  const { write, newest, ends } = held();
  const [first, second] = [write("a"), write("b")];
  ends[0]!.reject(new Error("no connection"));
  await expect(first).rejects.toThrow("no connection");
  await newest(["b"]);
  ends[1]!.resolve();
  await second;
});

test("no more weight than goes together, unless it is one item", async () => {
  const { write, written, newest, ends } = held(3);
  const all = ["a", "bb", "c", "dddd", "e"].map(write);
  expect(written).toEqual([["a"]]);
  for (const [nth, items] of [["bb", "c"], ["dddd"], ["e"]].entries()) {
    ends[nth]!.resolve();
    await newest(items);
  }
  ends.at(-1)!.resolve();
  await Promise.all(all);
});
