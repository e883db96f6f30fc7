import { randomUUID } from "node:crypto";
import type { MembershipView } from "@nexusone/contracts/identity";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { CreateMerchantInput } from "@nexusone/contracts/merchants";
import { findUser } from "@nexusone/db/queries/identity";
import { withMerchant, withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { membershipViews } from "../identity/me.ts";
import { ownerContext } from "../identity/sign-up.ts";
import { insertMerchantWithOwner } from "./insert-merchant.ts";

type MembershipView = z.infer<typeof MembershipView>;

/** Merchants of the person who asks, by name. */
export function listMine(ctx: UserContext): Promise<MembershipView[]> {
  return withUser(ctx.platform.db, ctx.user.id, membershipViews);
}

/** Another merchant for somebody who has an account, with them as owner. Throws `identity.email_unverified`. */
export function createMerchant(ctx: UserContext, input: z.output<typeof CreateMerchantInput>): Promise<MembershipView> {
  const merchantId = randomUUID() as MerchantId;
  const by = { actor: `user:${ctx.user.id}`, requestId: ctx.requestId };
  return withMerchant(ctx.platform.db, { merchantId, userId: ctx.user.id, by }, async (tx) => {
    const user = await findUser(tx, ctx.user.id);
    if (!user?.emailVerifiedAt) throw new DomainError("identity.email_unverified");
    const owner = { userId: ctx.user.id, merchantId, name: user.name, tx, sessionId: ctx.user.sessionId };
    await insertMerchantWithOwner(tx, ownerContext(ctx, owner), ctx.user.id, {
      ...input,
      locale: ctx.locale,
      plan: "free",
    });
    const created = (await membershipViews(tx)).find((membership) => membership.merchantId === merchantId);
    if (!created) throw new Error("the new merchant is not among the person's own");
    return created;
  });
}
