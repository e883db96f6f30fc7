import type { Dictionary } from "../en/index.ts";
import { auth } from "./auth.ts";
import { catalogue } from "./catalogue.ts";
import { connections } from "./connections.ts";
import { history } from "./history.ts";
import { imports } from "./imports.ts";
import { pricing } from "./pricing.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";

export const fr: Dictionary = {
  ...shell,
  ...auth,
  ...catalogue,
  ...history,
  ...imports,
  ...pricing,
  ...settings,
  ...connections,
};
