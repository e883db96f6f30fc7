import { ENTITLEMENTS } from "@nexusone/contracts/plans";
import { findPlan } from "@nexusone/db/queries/billing";
import { sumOwnChatFiles } from "@nexusone/db/queries/chat-files";
import { sumMedia } from "@nexusone/db/queries/media";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/**
 * What the shop adds itself fits into its plan: pictures, and files it sends. What customers send is never refused and fills
 * nobody's plan. What others store in this moment may take it a little over. @throws `media.plan_full` {limit} in MB
 */
export async function requireRoom(tx: MerchantTx, bytes: number): Promise<void> {
  const [plan, pictures, own] = await Promise.all([findPlan(tx), sumMedia(tx), sumOwnChatFiles(tx)]);
  const limit = ENTITLEMENTS[plan?.plan ?? "free"].mediaBytes;
  if (limit !== null && pictures.bytes + own + bytes > limit)
    throw new DomainError("media.plan_full", { limit: Math.round(limit / 1024 ** 2) });
}
