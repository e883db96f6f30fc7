import { findUserByEmail } from "@nexusone/db/system/identity-lookups";
import { withMerchant } from "@nexusone/db/with-merchant";
import { actingAs } from "../audit/acting.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { insertMerchantWithOwner } from "../merchants/insert-merchant.ts";

/** A merchant for an archive to be read into, under the id of `ctx`, with somebody who has an account as its owner. */
export async function openMerchant(
  ctx: ServiceContext,
  input: { readonly slug: string; readonly ownerEmail: string },
): Promise<string> {
  const { db } = ctx.platform;
  const owner = await findUserByEmail(db, input.ownerEmail.trim().toLowerCase());
  if (!owner) throw new DomainError("request.not_found");
  return withMerchant(db, { merchantId: ctx.merchantId, userId: owner.id, by: actingAs(ctx) }, async (tx) => {
    const merchant = await insertMerchantWithOwner(tx, ctx, owner.id, {
      name: input.slug,
      currency: "EUR",
      destinationCountry: "FR",
      locale: owner.locale,
      plan: "free",
      settings: { slug: input.slug },
    });
    return merchant.id;
  });
}
