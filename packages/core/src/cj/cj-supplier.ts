import type { CjProduct } from "@nexusone/cj/client";
import { parseProductUrl } from "@nexusone/cj/page";
import type { Environment } from "@nexusone/contracts/cj";
import { CjProductId } from "@nexusone/contracts/ids";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { findCjWebhook } from "@nexusone/db/queries/cj-webhooks";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import type { FreightOption, FreightQuestion, Supplier, SupplierAnswer, SupplierRef } from "../suppliers/supplier.ts";
import { DAY_MS } from "../clock.ts";
import { cjOrdering, quoteBasket } from "./cj-ordering.ts";
import { askCj } from "./failure.ts";
import { withCj, type CjGateway } from "./gateway.ts";
import { utcDay } from "./points.ts";
import { CJ, CJ_NAME } from "./supplier-id.ts";
import { toSupplierProduct } from "./to-supplier-product.ts";

const LIVE_SHOP = "https://cjdropshipping.com";
/** CJ's home: what lies nowhere else, or nobody knows where, ships from here. */
const HOME_COUNTRY = "CN";

/** CJ behind the port, through the gateway that keeps its tokens, limits, points and records. Reading a product takes 10 or 20 points, a quote 10. */
export const cjSupplier: Supplier = {
  id: CJ,
  name: CJ_NAME,
  parseRef,
  environmentOf: async (tx) => {
    const connection = await findCjConnection(tx);
    if (!connection) throw new DomainError("cj.not_connected");
    return connection.environment;
  },
  open: (ctx, work, { deadlineMs, products = 1, environment } = {}) =>
    withCj(
      ctx,
      async (cj) => {
        const own = cj.connection.environment;
        // The other world's account knows nothing of this one's products.
        if (environment && environment !== own)
          throw new DomainError("supplier.other_environment", { supplier: cjSupplier.name });
        const shopUrl = shopUrlOf(ctx.platform, own);
        return work({
          supplier: CJ,
          environment: own,
          homeCountry: HOME_COUNTRY,
          readProduct: (pid) => askCj(async () => (await readAnswer(cj, pid, shopUrl, null)).product()),
          readAnswer: (pid, last) => askCj(() => readAnswer(cj, pid, shopUrl, last)),
          quoteFreight: (question) => askCj(() => quoteFreight(cj, question)),
          ordering: cjOrdering(cj),
          pointsSpent: cj.pointsSpent,
        });
      },
      { deadlineMs, products },
    ),
  tellsOfOrders: async (tx) => {
    const webhook = await findCjWebhook(tx);
    return webhook?.state === "registered" && webhook.reason === null;
  },
  budget: async ({ platform }, tx) => {
    const connection = await findCjConnection(tx);
    if (!connection) return undefined;
    const now = platform.clock.now();
    const used = connection.pointsDay === utcDay(now) ? connection.pointsUsed : 0;
    const resetsAt = new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS);
    return { perDay: connection.pointsPerDay, left: connection.pointsPerDay - used, resetsAt, mostPerReading: 20 };
  },
};

/** Where the product pages of an environment are: CJ's shop, or the simulated one beside the simulated API. */
function shopUrlOf({ cj }: Platform, environment: Environment): string {
  const { sandbox } = cj.baseUrls;
  return environment === "sandbox" && sandbox ? new URL(sandbox).origin : LIVE_SHOP;
}

function parseRef({ cj }: Platform, ref: string): SupplierRef | undefined {
  if (CjProductId.safeParse(ref).success) return { externalId: ref.toUpperCase(), variantId: null };
  // An address pasted without its scheme.
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(ref) ? ref : `https://${ref}`;
  const { sandbox } = cj.baseUrls;
  const found = parseProductUrl(address, { hosts: sandbox ? [new URL(sandbox).host] : [] });
  return found && { externalId: found.pid, variantId: found.vid ?? null };
}

/** One call, a second one only when the first says nothing about stock; digests of both are joined. */
async function readAnswer(
  { client }: CjGateway,
  pid: string,
  shopUrl: string,
  last: string | null,
): Promise<SupplierAnswer> {
  const [lastProduct = null, lastStock = null] = last?.split("+") ?? [];
  const asked = await client.askProduct(pid, lastProduct);
  const again = asked.digest === lastProduct;
  if (again ? lastStock === null : saysStock(onSale(asked.product())))
    return { digest: asked.digest, product: () => toSupplierProduct(onSale(asked.product()), shopUrl) };
  const stock = await client.askInventoryByPid(pid, lastStock);
  return {
    digest: `${asked.digest}+${stock.digest}`,
    product: () => toSupplierProduct(withInventory(onSale(asked.product()), stock.inventory()), shopUrl),
  };
}

function onSale(product: CjProduct): CjProduct {
  if (product.status === "off_sale") throw new DomainError("import.product_removed");
  return product;
}

const saysStock = ({ variants }: CjProduct): boolean => variants.some(({ stock }) => stock !== null);

function withInventory(
  product: CjProduct,
  inventory: Awaited<ReturnType<CjGateway["client"]["getInventoryByPid"]>>,
): CjProduct {
  const byVid = new Map(inventory.variants.map((entry) => [entry.vid, entry.stock]));
  return {
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, stock: byVid.get(variant.vid) ?? null })),
  };
}

function quoteFreight(cj: CjGateway, { variantId, ...route }: FreightQuestion): Promise<FreightOption[]> {
  return quoteBasket(cj, { ...route, lines: [{ variantId, quantity: 1 }] });
}
