import type { MerchantId } from "@nexusone/contracts/ids";
import { ListPublicProductsInput, type PublicProduct } from "@nexusone/contracts/rest-products";
import { findPublicShop } from "@nexusone/db/system/merchants";
import type { z } from "zod";
import { countShown } from "../analytics/count-shown.ts";
import { authorize } from "../authorize.ts";
import type { ClientContext, ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { listRestProducts } from "./rest-products.ts";

export type PublicPage = { items: PublicProduct[]; nextCursor: string | null };
type Filter = Omit<z.output<typeof ListPublicProductsInput>, "shop">;

const PREVIEWED = 6;

/**
 * What a shop shows everybody, when it chose to: its active products by name, price, picture and whether any is left.
 * @throws `catalog.shop_not_public` for a shop that does not, and for one that does not exist.
 */
export async function listPublicProducts(
  client: Pick<ClientContext, "platform" | "requestId" | "locale">,
  rawInput: z.input<typeof ListPublicProductsInput>,
): Promise<PublicPage> {
  const { shop, ...filter } = ListPublicProductsInput.parse(rawInput);
  const merchantId = await findPublicShop(client.platform.db, shop);
  if (!merchantId) throw new DomainError("catalog.shop_not_public");
  const { platform, requestId, locale } = client;
  const ctx: ServiceContext = {
    ...{ platform, requestId, locale },
    merchantId: merchantId as MerchantId, // our own uuid column
    actor: { kind: "system", name: "public-catalogue" },
  };
  const shown = await shownOf(ctx, filter);
  await countShown(
    ctx,
    shown.items.map(({ id }) => id),
  );
  return shown;
}

/** The first of what strangers see or would see, for whoever decides about it. */
export async function previewPublicProducts(ctx: ServiceContext): Promise<PublicPage> {
  authorize(ctx, "settings:read");
  return shownOf(ctx, { limit: PREVIEWED });
}

async function shownOf(ctx: ServiceContext, filter: Filter): Promise<PublicPage> {
  const { items, nextCursor } = await listRestProducts(ctx, { ...filter, status: "active" });
  return {
    nextCursor,
    items: items.map(({ id, name, priceMinor, currency, imageUrl, category, isAvailable }) => ({
      ...{ id, name, priceMinor, currency, imageUrl, category },
      // Unknown is not promised.
      inStock: isAvailable === true,
    })),
  };
}
