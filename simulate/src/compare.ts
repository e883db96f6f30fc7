import type { OrderEnd, StoryOrder } from "@nexusone/sandbox/story/types";

/** One field of one order that is not what the story says. */
export type Difference = {
  readonly number: string;
  readonly kind: string;
  readonly field: string;
  readonly expected: string | number;
  readonly got: string | number;
};

const NOTHING = "(no such order)";

/** Row by row, field by field; orders that nobody expected count as well. Pure. */
export function compareEnds(expected: readonly StoryOrder[], got: ReadonlyMap<string, OrderEnd>): Difference[] {
  const known = new Set(expected.map(({ number }) => number));
  const strangers = [...got.keys()].filter((number) => !known.has(number));
  return [
    ...expected.flatMap(({ number, kind, end }): Difference[] => {
      const there = got.get(number);
      if (!there) return [{ number, kind, field: "order", expected: end.fulfilment || end.intake, got: NOTHING }];
      return (Object.keys(end) as (keyof OrderEnd)[])
        .filter((field) => end[field] !== there[field])
        .map((field) => ({ number, kind, field, expected: end[field], got: there[field] }));
    }),
    ...strangers.map((number) => ({ number, kind: "nobody's", field: "order", expected: NOTHING, got: "there" })),
  ];
}
