import type { ExtensionAccountView } from "@nexusone/contracts/extension";
import { ImportLogId, MerchantId, PreviewRowId, ProductId } from "@nexusone/contracts/ids";
import { ENTITLEMENTS, IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { findAccount, findPlan } from "@nexusone/db/queries/billing";
import { findSession, readAccountLists } from "@nexusone/db/queries/extension";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { readMerchant } from "../transaction.ts";

const LIMITS = { categories: 200, tags: 200, imports: 10 } as const;
type RecentImport = Awaited<ReturnType<typeof readAccountLists>>["imports"][number];

/** What a paired browser may know, for its popup and its card. @throws extension.not_paired for anyone else */
export async function getExtensionAccount(ctx: ServiceContext): Promise<ExtensionAccountView> {
  authorize(ctx, "catalog:read");
  const { actor } = ctx;
  if (actor.kind !== "extension_session") throw new DomainError("extension.not_paired");
  return readMerchant(ctx, async (tx) => {
    const session = await findSession(tx, actor.sessionId);
    const plan = await findPlan(tx);
    const account = await findAccount(tx);
    const { merchant, categories, tags, imports } = await readAccountLists(tx, LIMITS);
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
      pricing: await pricingContext(tx),
      categories,
      tags,
      recentImports: imports.map(toRecentImport),
    };
  });
}

function toRecentImport(row: RecentImport): ExtensionAccountView["recentImports"][number] {
  return {
    id: ImportLogId.parse(row.id),
    rowId: PreviewRowId.parse(row.rowId),
    externalId: row.externalId,
    name: row.name,
    imageUrl: row.imageUrl,
    state: row.state,
    reason: row.reason,
    reasonDetails: row.reasonDetails,
    productId: row.productId === null ? null : ProductId.parse(row.productId),
    credits: row.credits,
    source: row.source,
    by: row.userName,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    undoableUntil: row.undoableUntil?.toISOString() ?? null,
  };
}
