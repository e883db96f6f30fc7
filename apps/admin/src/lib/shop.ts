import type { MeView } from "@nexusone/contracts/identity";
import type { Permission } from "@nexusone/contracts/permissions";
import { useRouteContext } from "@tanstack/react-router";
import { useT } from "../i18n/context.tsx";
import type { Api } from "./api.ts";

export type Membership = MeView["memberships"][number];
/** What every screen of a shop has: who is here, in which shop, and the way to ask for it. */
export type Shop = { readonly me: MeView; readonly membership: Membership; readonly api: Api; readonly person: Api };

export function useShop(): Shop & { readonly slug: string; readonly can: (permission: Permission) => boolean } {
  const { me, membership, api, person } = useRouteContext({ from: "/m/$slug" });
  const can = (permission: Permission): boolean => membership.permissions.includes(permission);
  return { me, membership, api, person, slug: membership.slug, can };
}

/** The sentence why this role may not, or undefined when it may: for `refused` of a button. */
export function useRefusal(permission: Permission): string | undefined {
  const { membership, can } = useShop();
  const t = useT();
  return can(permission) ? undefined : t("refused.role", { role: t(`role.${membership.role}`) });
}
