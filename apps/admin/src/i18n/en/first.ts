import { shell } from "./shell.ts";
import { catalogue } from "./catalogue.ts";
import { lists } from "./lists.ts";

/** The frame and the catalogue: what a start needs before it can show anything. */
export const first = {
  ...shell,
  ...catalogue,
  ...lists,
};
