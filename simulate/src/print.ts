import type { Story } from "@nexusone/sandbox/story/types";
import { isRight, type Result } from "./month.ts";

const SHOWN = 10;

/** The result as people read it, at most a hundred columns wide. */
export function printed(story: Story, result: Result): string {
  const { differences, checks, ends, deliveredPercent, leastPercent, digest, seconds } = result;
  const counts = [...ends].toSorted(([, one], [, other]) => other - one);
  const width = Math.max(...counts.map(([end]) => end.length), ...checks.map(({ name }) => name.length));
  const line = (name: string, says: string): string => `  ${name.padEnd(width)}  ${says}`;
  const enough = deliveredPercent >= leastPercent;
  return [
    "",
    `month of ${story.goods.length} products and ${story.orders.length} orders, seed ${story.seed}`,
    "",
    "how orders ended",
    ...counts.map(([end, count]) => line(end, String(count).padStart(6))),
    "",
    "what must hold",
    ...checks.map(({ name, says, wrong }) => `${wrong.length > 0 ? "x" : " "} ${line(name, says).slice(2)}`),
    `${enough ? " " : "x"} ${line("delivered without anybody", `${deliveredPercent.toFixed(1)} %, at least ${leastPercent.toFixed(1)} %`).slice(2)}`,
    `${differences.length > 0 ? "x" : " "} ${line("ends unlike the story's", String(differences.length)).slice(2)}`,
    "",
    ...checks.flatMap(({ name, wrong }) => wrong.slice(0, SHOWN).map((what) => `  ${name}: ${what}`)),
    ...differences
      .slice(0, SHOWN)
      .map(
        ({ number, kind, field, expected, got }) => `  ${number} (${kind}) ${field}: expected ${expected}, got ${got}`,
      ),
    line("took", `${(seconds.setUp + seconds.month).toFixed(0)} s, of which ${seconds.setUp.toFixed(0)} s to set up`),
    line("digest", digest),
    line("result", isRight(result) ? "as the story says" : "not as the story says"),
    "",
  ].join("\n");
}
