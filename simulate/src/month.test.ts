import { writeStory } from "@nexusone/sandbox/story/story";
import { createTestDatabase } from "@nexusone/testing/database";
import { expect, it } from "vitest";
import { compareEnds } from "./compare.ts";
import { isRight, runMonth } from "./month.ts";

/** Large enough for the points of a day to be short, its limit to be reached, and the share of delivered orders to be judged. */
const SIZE = { products: 300, orders: 500 };
/** Two minutes; more on a busy machine. */
const LONGEST_MS = 15 * 60_000;

it(
  "[ORD-01] [ORD-04] [ORD-08] [ORD-11] [ORD-13] [INV-02] [INV-04] [INV-05] [INV-10] [INV-11] in a month with everything that goes wrong, every order ends as its story says, and the books are exact",
  async () => {
    const story = writeStory("nexusone", SIZE);
    const database = await createTestDatabase({ max: 20 });
    try {
      const result = await runMonth(database, story);
      const { differences, checks, ends } = result;
      expect(differences).toEqual([]);
      expect(checks.flatMap(({ name, wrong }) => wrong.map((what) => `${name}: ${what}`))).toEqual([]);
      const expected = story.orders.filter(({ end }) => end.fulfilment === "delivered").length;
      expect(ends.get("delivered")).toBe(expected);
      expect(isRight(result)).toBe(true);
    } finally {
      await database.close();
    }
  },
  LONGEST_MS,
);

it("[ORD-13] an end that is not the story's is found, and so are a missing order and a stranger", () => {
  const { orders } = writeStory("nexusone", SIZE);
  const right = () => new Map(orders.map(({ number, end }) => [number, end]));
  expect(compareEnds(orders, right())).toEqual([]);
  const [first, second] = orders.map(({ number }) => number);
  const wrong = right();
  wrong.set(first!, { ...wrong.get(first!)!, atCj: 2 });
  wrong.delete(second!);
  wrong.set("stranger", wrong.get(first!)!);
  expect(compareEnds(orders, wrong).map(({ number, field, got }) => [number, field, got])).toEqual([
    [first, "atCj", 2],
    [second, "order", "(no such order)"],
    ["stranger", "order", "there"],
  ]);
});
