import type { ExtensionAccountView } from "@nexusone/contracts/extension";
import { MerchantId } from "@nexusone/contracts/ids";
import { ENTITLEMENTS, IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { findAccount, findPlan } from "@nexusone/db/queries/billing";
import { listTags } from "@nexusone/db/queries/catalog-categories";
import { findSession, readAccountFacts } from "@nexusone/db/queries/extension";
import { listImportLogRows } from "@nexusone/db/queries/imports-logs";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { toRowView } from "../imports/views.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { readMerchant } from "../transaction.ts";

const LIMITS = { categories: 200, tags: 200, imports: 10 } as const;

/** What a paired browser may know, for its popup and its card. @throws extension.not_paired for anyone else */
export async function getExtensionAccount(ctx: ServiceContext): Promise<ExtensionAccountView> {
  authorize(ctx, "catalog:read");
  const { actor } = ctx;
  if (actor.kind !== "extension_session") throw new DomainError("extension.not_paired");
  return readMerchant(ctx, async (tx) => {
    // One connection answers them in order; sent together they cost one trip.
    const [session, plan, account, facts, pricing, tags, imports] = await Promise.all([
      findSession(tx, actor.sessionId),
      findPlan(tx),
      findAccount(tx),
      readAccountFacts(tx, LIMITS),
      pricingContext(tx),
      listTags(tx),
      listImportLogRows(tx, { limit: LIMITS.imports }),
    ]);
    const { merchant, categories } = facts;
    if (!session || !plan || !account || !merchant)
      throw new Error("a merchant has a plan, an account and its session");
    return {
      merchant: { ...merchant, id: MerchantId.parse(merchant.id) },
      userName: actor.name,
      locale: ctx.locale,
      plan: plan.plan,
      creditsAvailable: account.balance - account.reserved,
      importCredits: IMPORT_CREDITS,
      productCount: plan.productCount,
      productLimit: ENTITLEMENTS[plan.plan].productLimit,
      scopes: [...actor.scopes],
      sessionName: session.name,
      sessionExpiresAt: session.expiresAt.toISOString(),
      pricing,
      categories,
      tags: tags.slice(0, LIMITS.tags),
      recentImports: imports.slice(0, LIMITS.imports).map(toRowView),
    };
  });
}
