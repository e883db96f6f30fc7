import type { MerchantId } from "@nexusone/contracts/ids";
import type { ServiceContext, UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** The context in which a platform admin acts on a merchant they do not belong to; events name who it was. */
export function asPlatformAdmin(user: UserContext, merchantId: MerchantId): ServiceContext {
  if (!user.user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  const { platform, requestId, locale } = user;
  return { platform, requestId, locale, merchantId, actor: { kind: "system", name: `platform:${user.user.id}` } };
}
