import type { Dictionary } from "../en/index.ts";
import { analytics } from "./analytics.ts";
import { audit } from "./audit.ts";
import { auth } from "./auth.ts";
import { api } from "./api.ts";
import { catalogue } from "./catalogue.ts";
import { connections } from "./connections.ts";
import { data } from "./data.ts";
import { history } from "./history.ts";
import { imports } from "./imports.ts";
import { inventory } from "./inventory.ts";
import { lists } from "./lists.ts";
import { media } from "./media.ts";
import { notifications } from "./notifications.ts";
import { own } from "./own.ts";
import { pricing } from "./pricing.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { sourcing } from "./sourcing.ts";
import { supplier } from "./supplier.ts";
import { system } from "./system.ts";
import { webhooks } from "./webhooks.ts";

export const fr: Dictionary = {
  ...shell,
  ...audit,
  ...auth,
  ...catalogue,
  ...history,
  ...imports,
  ...inventory,
  ...lists,
  ...own,
  ...pricing,
  ...settings,
  ...connections,
  ...sourcing,
  ...supplier,
  ...system,
  ...api,
  ...data,
  ...media,
  ...notifications,
  ...webhooks,
  ...analytics,
};
