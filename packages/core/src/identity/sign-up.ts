import { randomUUID } from "node:crypto";
import type { SignUpInput } from "@nexusone/contracts/identity";
import type { MerchantId, UserId } from "@nexusone/contracts/ids";
import { insertUser } from "@nexusone/db/queries/identity";
import { isUniqueViolation, withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { ClientContext, ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { insertMerchantWithOwner } from "../merchants/insert-merchant.ts";
import { isDemoEmail } from "./demo-users.ts";
import { assertStrongPassword, hashPassword } from "./password.ts";
import { mailUserLink } from "./mail-user-link.ts";
import { signInWithin, type SignedIn } from "./start-session.ts";
import { takeAttempt } from "./throttle.ts";

/**
 * Creates a person and their merchant, mails the verification link after the commit and signs in.
 * Throws `identity.email_taken`, `identity.phone_taken`, `identity.password_weak`, `identity.sign_in_throttled`.
 */
export async function signUp(ctx: ClientContext, input: z.output<typeof SignUpInput>): Promise<SignedIn> {
  if (isDemoEmail(input.email)) throw new DomainError("identity.demo_refused");
  assertStrongPassword(input.password, input.email);
  await takeAttempt(ctx, "signUp", input.email);
  const passwordHash = await hashPassword(input.password);
  const [userId, merchantId] = [randomUUID() as UserId, randomUUID() as MerchantId];

  // Bound to both ids before either row exists: each is then written under its own policy, in one transaction.
  return refusingTakenPhone(
    withMerchant(
      ctx.platform.db,
      { merchantId, userId, by: { actor: `user:${userId}`, requestId: ctx.requestId } },
      async (tx) => {
        const user = await insertUser(tx, {
          id: userId,
          email: input.email,
          name: input.name,
          phoneNumber: input.phoneNumber ?? null,
          locale: input.locale,
          passwordHash,
        });
        if (!user) throw new DomainError("identity.email_taken");
        const service = ownerContext(ctx, { userId, merchantId, name: input.name, tx });
        await insertMerchantWithOwner(tx, service, userId, { ...input, name: input.merchantName, plan: "free" });
        await mailUserLink(tx, ctx, { kind: "verify_email", email: input.email });
        return signInWithin(tx, ctx, userId);
      },
    ),
  );
}

/** The context of somebody who is just becoming the owner of `merchantId`. */
export function ownerContext(
  ctx: ClientContext,
  owner: { userId: UserId; merchantId: MerchantId; name: string; tx: MerchantTx; sessionId?: string },
): ServiceContext {
  const { platform, requestId, locale } = ctx;
  const { merchantId, tx, userId, name, sessionId = "" } = owner;
  return {
    platform,
    requestId,
    locale,
    merchantId,
    tx,
    actor: { kind: "user", userId, name, role: "owner", sessionId },
  };
}

export async function refusingTakenPhone<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isUniqueViolation(error, "users_phone_number_key")) throw new DomainError("identity.phone_taken", {}, error);
    throw error;
  }
}
