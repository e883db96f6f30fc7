import { analytics } from "./analytics.ts";
import { api } from "./api.ts";
import { audit } from "./audit.ts";
import { auth } from "./auth.ts";
import { catalogue } from "./catalogue.ts";
import { data } from "./data.ts";
import { history } from "./history.ts";
import { imports } from "./imports.ts";
import { inventory } from "./inventory.ts";
import { lists } from "./lists.ts";
import { media } from "./media.ts";
import { notifications } from "./notifications.ts";
import { own } from "./own.ts";
import { pricing } from "./pricing.ts";
import { connections } from "./connections.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { sourcing } from "./sourcing.ts";
import { supplier } from "./supplier.ts";
import { system } from "./system.ts";
import { webhooks } from "./webhooks.ts";

/** A plural has the forms of English and French; `count` chooses. */
export type Phrase = string | { readonly one: string; readonly other: string };

export const en = {
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

/** Every language names every phrase, a plural as a plural, or it does not compile. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : { one: string; other: string } };
export type Dictionary = Translated<typeof en>;
