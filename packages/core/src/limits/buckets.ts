import { ADMIN_LIMITS, ANONYMOUS_LIMITS, MERCHANT_LIMITS, PLAN_LIMITS, type Limits } from "@nexusone/contracts/limits";
import type { MerchantId, UserId } from "@nexusone/contracts/ids";
import type { Plan } from "@nexusone/contracts/plans";

/** Who is counted: a page of nobody in particular, a person in the admin, or a program of theirs (token, key, browser). */
export type Caller =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "session"; readonly userId: UserId }
  | {
      readonly kind: "client";
      readonly userId: UserId;
      readonly merchantId: MerchantId | undefined;
      readonly plan: Plan | undefined;
    };

export type Bucket = {
  readonly holder: "address" | "session" | "user" | "merchant";
  readonly key: string;
  readonly limits: Limits;
};

/** The buckets a call is taken from, all of them: a person's programs share theirs, a merchant's programs share another. */
export function bucketsOf(caller: Caller): Bucket[] {
  if (caller.kind === "address")
    return [{ holder: "address", key: `address:${caller.address}`, limits: ANONYMOUS_LIMITS }];
  if (caller.kind === "session") return [{ holder: "session", key: `user:${caller.userId}`, limits: ADMIN_LIMITS }];
  const { userId, merchantId, plan = "free" } = caller;
  const own: Bucket = { holder: "user", key: `${merchantId ?? "none"}:${userId}`, limits: PLAN_LIMITS[plan] };
  if (!merchantId) return [own];
  return [own, { holder: "merchant", key: `merchant:${merchantId}`, limits: MERCHANT_LIMITS[plan] }];
}

export const WEIGHTS = ["general", "heavy"] as const;
export type Weight = (typeof WEIGHTS)[number];
/** The name of a bucket's window in `rate_windows`. */
export const windowKey = (weight: Weight, bucket: Bucket): string => `${weight}:${bucket.key}`;
