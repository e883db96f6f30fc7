import { existsSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "./run.ts";
import { SLOWEST } from "./slowest.ts";

it("the files that begin first are there, each once", () => {
  expect(SLOWEST.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  expect(SLOWEST).toEqual([...new Set(SLOWEST)]);
});
