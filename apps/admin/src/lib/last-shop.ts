import type { MeView } from "@nexusone/contracts/identity";
import { readChoice, writeChoice } from "./storage.ts";

/** The shop used last on this device when it is still ours, else the first; undefined without any. */
export function lastShop(me: MeView): string | undefined {
  const last = readChoice("shop");
  return (me.memberships.find(({ slug }) => slug === last) ?? me.memberships[0])?.slug;
}

export const rememberShop = (slug: string): void => writeChoice("shop", slug);
