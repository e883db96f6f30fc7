import type { Dictionary } from "../en/index.ts";
import { first } from "./first.ts";
import { later } from "./later.ts";

/** All of it at once, for tests: the program loads the two parts one after the other. */
export const fr: Dictionary = { ...first, ...later };
