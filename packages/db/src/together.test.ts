import { expect, test, vi } from "vitest";
import { together } from "./together.ts";

const target = {};

/** Writes that end when they are told to. */
function held(lanes: number, most = 100) {
  const written: string[][] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const write = together<object, string>(
    (_target, items) => {
      written.push([...items]);
      const { promise, ...end } = Promise.withResolvers<void>();
      ends.push(end);
      return promise;
    },
    { lanes, weigh: (item) => item.length, most },
  );
  const newest = (items: string[]) => vi.waitFor(() => expect(written.at(-1)).toEqual(items));
  return { write: (item: string) => write(target, item), written, newest, ends };
}

test("whoever finds a lane free goes alone, the others together once one is", async () => {
  const { write, written, newest, ends } = held(1);
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
  const { write, newest, ends } = held(1);
  const [first, second] = [write("a"), write("b")];
  ends[0]!.reject(new Error("no connection"));
  await expect(first).rejects.toThrow("no connection");
  await newest(["b"]);
  ends[1]!.resolve();
  await second;
});

test("no more lanes than there are, and no more weight than goes together", async () => {
  const { write, written, newest, ends } = held(2, 3);
  const all = ["a", "b", "cc", "d", "eeee", "f"].map(write);
  expect(written).toEqual([["a"], ["b"]]);
  ends[0]!.resolve();
  await all[0];
  await newest(["cc", "d"]);
  ends[1]!.resolve();
  await all[1];
  await newest(["eeee"]);
  ends[2]!.resolve();
  await all[3];
  await newest(["f"]);
  ends.forEach(({ resolve }) => resolve());
  await Promise.all(all);
});
