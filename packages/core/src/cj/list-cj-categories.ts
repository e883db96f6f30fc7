import { CjCategory, type CjCategoriesView } from "@nexusone/contracts/cj";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { keptAnswer } from "./kept-answer.ts";

const Tree = z.array(CjCategory);

/**
 * CJ's category tree as its leaves (CAT-04), kept for a day and, while CJ is away, for as long as it takes. Costs no points.
 * @throws `cj.not_connected`, and CJ's failure when no tree was ever read.
 */
export async function listCjCategories(ctx: ServiceContext): Promise<z.output<typeof CjCategoriesView>> {
  authorize(ctx, "catalog:read");
  const { answer, readAt, stale } = await cjTree(ctx);
  return { categories: answer, readAt, stale };
}

const cjTree = (ctx: ServiceContext) =>
  keptAnswer(ctx, { key: "categories", freshMs: DAY_MS, schema: Tree }, ({ client }) => client.getCategories());

/** Leaves asked for in one list call: more would not fit an address. */
const MOST_LEAVES = 100;

/** The leaves under a path of names, as CJ has ids for leaves only. Empty when the tree knows no such path. */
export async function leavesUnder(ctx: ServiceContext, path: string): Promise<string[]> {
  const { answer } = await cjTree(ctx);
  return answer
    .filter((leaf) => leaf.path.join(" > ") === path || leaf.path.join(" > ").startsWith(`${path} > `))
    .slice(0, MOST_LEAVES)
    .map(({ id }) => id);
}
