import { listProducts } from "@nexusone/core/catalog/list-products";
import { FILTERS, LISTS, NEAR_WORDS, USUAL_WORDS, WORDS, type Ask } from "./lib/list-questions.ts";
import { withListWorlds, type ListWorld, type Shop } from "./lib/list-worlds.ts";
import { report, round } from "./lib/report.ts";
import { median } from "./lib/rounds.ts";

const SIZES = [10_000, 100_000, 1_000_000] as const;
/** The merchant with one percent as many products as the other, and that one. */
const OWNERS = [
  { who: "one percent", most: 2 },
  { who: "all", most: 3 },
] as const;
const ROUNDS = 3;
const ASKED_A_ROUND = 30;
const WORD_MS = 20;
const NEAR_MS = 50;
/** As long as the screen asks for. */
const PAGE = 50;
/** Questions whose name has this; all of them by default. */
const ONLY = new RegExp(process.env["BENCH_LIST_ONLY"] ?? "");

type Row = { readonly p95: readonly number[]; readonly found: readonly number[] };

/** p95 in ms, the median over rounds; sizes take turns, so that whatever else the machine does falls on all. */
async function measure(
  worlds: readonly ListWorld[],
  owner: number,
  askOf: (shop: Shop) => Ask,
  limit: number,
): Promise<Row> {
  const p95s: number[][] = worlds.map(() => []);
  const found = worlds.map(() => 0);
  for (let turn = 0; turn <= ROUNDS; turn += 1) {
    const taken: number[][] = worlds.map(() => []);
    for (let nth = 0; nth < ASKED_A_ROUND; nth += 1)
      for (const [index, { shops }] of worlds.entries()) {
        const shop = shops[owner];
        if (!shop) throw new Error("a world has two shops");
        const ask = { ...askOf(shop), limit };
        const startedAt = performance.now();
        const page = await listProducts(shop.ctx, ask);
        taken[index]?.push(performance.now() - startedAt);
        if (turn > 0) found[index] = (found[index] ?? 0) + page.items.length;
      }
    // The first round lets plans and caches settle.
    if (turn > 0)
      for (const [index, times] of taken.entries())
        p95s[index]?.push(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0);
  }
  const asked = ROUNDS * ASKED_A_ROUND;
  return { p95: p95s.map((one) => round(median(one), 1)), found: found.map((sum) => round(sum / asked, 0)) };
}

function printRow(name: string, { p95, found }: Row): void {
  const cells = SIZES.map(
    (size, index) =>
      `${size.toLocaleString("en").padStart(9)}: ${String(p95[index]).padStart(6)} ms, ${String(found[index]).padStart(2)} rows`,
  );
  process.stdout.write(`${name.padEnd(52)} ${cells.join("   ")}\n`);
}

const asked = (questions: typeof LISTS) => Object.entries(questions).filter(([name]) => ONLY.test(name));

await report("list", () =>
  withListWorlds(SIZES, async (worlds) => {
    const missed: string[] = [];
    let worst = { ours: 0, floor: 1, ratio: 0, name: "", ofAllowed: 0 };
    const slowest: Record<string, number> = {};
    for (const [owner, { who, most }] of OWNERS.entries()) {
      for (const [name, askOf] of [...asked(LISTS), ...asked(FILTERS)]) {
        const title = `${name}, owner of ${who}`;
        const full = await measure(worlds, owner, askOf, PAGE);
        printRow(title, full);
        // Where the smallest catalogue cannot fill a page, pages as long as its own are compared: fewer rows are less work.
        const filled = full.found[0] ?? PAGE;
        const same = filled < PAGE ? await measure(worlds, owner, askOf, Math.max(1, filled)) : full;
        if (same !== full) printRow("  as many rows of each", same);
        const floor = same.p95[0] ?? 1;
        const ours = same.p95.at(-1) ?? 0;
        const ratio = round(ours / floor);
        if (ratio > most) missed.push(`${title}: ${ratio} x`);
        if (ratio / most > worst.ofAllowed) worst = { ours, floor, ratio, name: title, ofAllowed: ratio / most };
      }
      for (const [questions, limit] of [
        [WORDS, WORD_MS],
        [NEAR_WORDS, NEAR_MS],
        [USUAL_WORDS, Infinity],
      ] as const)
        for (const [name, askOf] of asked(questions)) {
          const title = `${name}, owner of ${who}`;
          const row = await measure(worlds, owner, askOf, PAGE);
          printRow(title, row);
          const ours = row.p95.at(-1) ?? 0;
          if (ours > limit) missed.push(`${title}: ${ours} ms`);
          slowest[title] = ours;
        }
    }
    const { name, ours, floor, ratio } = worst;
    return {
      ours,
      floor,
      ratio,
      unit: "ms",
      n: ROUNDS * ASKED_A_ROUND,
      goal: `lists and filters at 1 M <= 2 x (3 x for the owner of all) of 10 k; words <= ${WORD_MS} ms, near words <= ${NEAR_MS} ms`,
      pass: missed.length === 0,
      worst: name,
      searches: slowest,
      missed,
    };
  }),
);
