import type { AccessTokenView, IssueTokenInput } from "@nexusone/contracts/identity";
import { listOwnMemberships } from "@nexusone/db/system/identity-lookups";
import { withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { ClientContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { ACCESS_TOKEN_MS, signAccessToken } from "./access-token.ts";
import type { Nearness } from "./demo-users.ts";
import { checkCredentials } from "./sign-in.ts";
import { startSession } from "./start-session.ts";

/**
 * A bearer token for one merchant, bound to a session that is listed and can be revoked and that ends with it.
 * Throws what `signIn` throws, `request.merchant_required` when several fit, `request.merchant_forbidden`.
 */
export async function issueAccessToken(
  ctx: ClientContext,
  input: z.output<typeof IssueTokenInput>,
  nearness: Nearness,
): Promise<z.infer<typeof AccessTokenView>> {
  const user = await checkCredentials(ctx, input, nearness);
  const { session, merchantId } = await withUser(ctx.platform.db, user.id, async (tx) => {
    const own = (await listOwnMemberships(tx)).map((membership) => membership.merchantId);
    if (input.merchantId && !own.includes(input.merchantId)) throw new DomainError("request.merchant_forbidden");
    const [only, another] = own;
    const chosen = input.merchantId ?? (another ? undefined : only);
    if (!chosen) throw new DomainError("request.merchant_required");
    return { session: await startSession(tx, ctx, user.id, ACCESS_TOKEN_MS), merchantId: chosen };
  });
  const claims = { userId: user.id, sessionId: session.id, merchantId };
  const { jwt, expiresAt } = await signAccessToken(ctx.platform.keyring, claims);
  return { accessToken: jwt, tokenType: "Bearer", expiresAt: expiresAt.toISOString(), merchantId };
}
