import { createHash } from "node:crypto";
import type { Story } from "@nexusone/sandbox/story/types";
import type { TestDatabase } from "@nexusone/testing/database";
import { withChild } from "../../bench/src/lib/ground.ts";
import { checkAll, type Check } from "./checks.ts";
import { compareEnds, type Difference } from "./compare.ts";
import { endsOf } from "./got.ts";
import { play } from "./play.ts";
import type { SandboxReady } from "./sandbox.ts";
import { openShop } from "./shop.ts";

export type Result = {
  readonly differences: readonly Difference[];
  readonly checks: readonly Check[];
  /** Orders by how they ended. */
  readonly ends: ReadonlyMap<string, number>;
  /** Of a hundred orders of the story. */
  readonly deliveredPercent: number;
  /** What that share must be at least. */
  readonly leastPercent: number;
  /** Of everything that was compared: the same for the same seed. */
  readonly digest: string;
  readonly seconds: { readonly setUp: number; readonly month: number };
};

/** Plays a story on the product and looks what came of it. */
export async function runMonth(
  database: TestDatabase,
  story: Story,
  tell: (day: number) => void = () => undefined,
): Promise<Result> {
  const script = new URL("./sandbox.ts", import.meta.url).pathname;
  const { seed, catalogueSize } = story;
  return withChild(script, { seed, catalogueSize }, async (sandbox: SandboxReady) => {
    const started = performance.now();
    const shop = await openShop(database, sandbox, story);
    try {
      const open = performance.now();
      const played = await play(shop, tell);
      const truth = await shop.control.orders.list({ openId: shop.account.openId });
      const got = await endsOf(shop, played, truth);
      const rows = [...got].toSorted(([one], [other]) => (one < other ? -1 : 1));
      const endOf = ({ fulfilment, intake, holds }: (typeof rows)[number][1]): string =>
        [fulfilment || "refused", holds || (fulfilment ? "" : intake)].filter(Boolean).join(": ");
      const ends = Map.groupBy(rows, ([, end]) => endOf(end));
      const delivered = rows.filter(([, { fulfilment }]) => fulfilment === "delivered").length;
      return {
        differences: compareEnds(story.orders, got),
        checks: await checkAll(shop, played, truth),
        ends: new Map([...ends].map(([end, all]) => [end, all.length])),
        deliveredPercent: (delivered * 100) / story.orders.length,
        leastPercent: Math.min(LEAST_DELIVERED, deliveredIn(story)),
        digest: createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 16),
        seconds: { setUp: (open - started) / 1_000, month: (performance.now() - open) / 1_000 },
      };
    } finally {
      await shop.close();
    }
  });
}

/** The least share of orders that must arrive without anybody acting, in stories long enough for everything to be rare. */
const LEAST_DELIVERED = 95;
const deliveredIn = ({ orders }: Story): number =>
  (orders.filter(({ end }) => end.fulfilment === "delivered").length * 100) / orders.length;

export const isRight = ({ differences, checks, deliveredPercent, leastPercent }: Result): boolean =>
  differences.length === 0 && deliveredPercent >= leastPercent && checks.every(({ wrong }) => wrong.length === 0);
