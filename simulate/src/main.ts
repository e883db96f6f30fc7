import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { writeStory } from "@nexusone/sandbox/story/story";
import { withDatabase } from "../../bench/src/lib/ground.ts";
import { isRight, runMonth } from "./month.ts";
import { printed } from "./print.ts";

const { values } = parseArgs({
  options: {
    products: { type: "string", default: "2000" },
    orders: { type: "string", default: "3000" },
    seed: { type: "string", default: "nexusone" },
    story: { type: "string", default: "test-results/month-story.json" },
  },
});
const story = writeStory(values.seed, { products: Number(values.products), orders: Number(values.orders) });
// Before anything runs: what comes of it cannot change what was expected.
mkdirSync(path.dirname(values.story), { recursive: true });
writeFileSync(values.story, `${JSON.stringify(story, null, 1)}\n`);
console.log(`expected ends of ${story.orders.length} orders: ${values.story}`);

const lastDay = story.endHour / 24;
const tell = (day: number): void => {
  if (process.stdout.isTTY) process.stdout.write(`\rday ${day} of ${lastDay} `);
  else if (day % 10 === 0) console.log(`day ${day} of ${lastDay}`);
};
const result = await withDatabase((database) => runMonth(database, story, tell));
console.log(printed(story, result));
process.exitCode = isRight(result) ? 0 : 1;
