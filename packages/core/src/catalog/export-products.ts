import { ExportProductsInput } from "@nexusone/contracts/catalog";
import { amountText } from "@nexusone/contracts/money";
import { listExportedVariants, listPackagesOf } from "@nexusone/db/queries/catalog-export";
import {
  listCategoriesOf,
  listLinksOf,
  listProductRows,
  listTagsOf,
  type ProductKey,
} from "@nexusone/db/queries/catalog-list";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { csvPieces } from "../csv-pieces.ts";
import { readMerchant } from "../transaction.ts";
import type { Cell } from "./csv.ts";
import { findHits, type Hits } from "./find-hits.ts";
import { keyOf } from "./list-products.ts";
import { toFilter } from "./to-filter.ts";

const PRODUCTS_AT_ONCE = 500;
/** Of words; without words an export has no end. */
const EXPORTED_HITS = 100_000;

export type CatalogueExport = {
  /** So many products with the words were looked at, the newest, because there are more; null when it was all of them. */
  readonly newestHits: number | null;
  /** The file, in pieces of some hundred lines. */
  readonly pieces: AsyncGenerator<string, void, undefined>;
};
const HEAD = [
  "product_id",
  "name",
  "variant",
  "sku",
  "status",
  "category",
  "tags",
  "supplier",
  "supplier_product_id",
  "cost_usd",
  "price",
  "currency",
  "margin_percent",
  "stock",
  "imported_at",
  "own_cost",
  "brand",
  "barcode",
];

/**
 * The catalogue as CSV by the list's own filters, a line for each variant; when words are searched for, of the newest
 * `mostHits` products that have them, and then it says so.
 * For who may edit: support may look, but not carry the whole catalogue away. Throws `request.invalid`.
 */
export async function exportProducts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ExportProductsInput>,
  mostHits = EXPORTED_HITS,
): Promise<CatalogueExport> {
  authorize(ctx, "catalog:edit");
  const input = ExportProductsInput.safeParse(rawInput);
  if (!input.success) throw new DomainError("request.invalid", { problem: z.prettifyError(input.error) }, input.error);
  const hits = await readMerchant(ctx, (tx) => findHits(tx, input.data.q, mostHits));
  const { sort, ...asked } = input.data;
  const pieces = csvPieces<ProductKey>(ctx, HEAD, (after) => readPage(ctx, { sort, asked, hits, after }));
  return { newestHits: hits.cut ? mostHits : null, pieces };
}

type Asked = z.output<typeof ExportProductsInput>;

async function readPage(
  ctx: ServiceContext,
  page: {
    sort: Asked["sort"];
    asked: Omit<Asked, "sort">;
    hits: Hits;
    after: ProductKey | undefined;
  },
): Promise<{ rows: Cell[][]; last: ProductKey | undefined }> {
  const { sort, asked, hits, after } = page;
  return readMerchant(ctx, async (tx) => {
    const filter = toFilter(asked, hits, await pricingContext(tx));
    const products = await listProductRows(tx, { filter, sort, after, limit: PRODUCTS_AT_ONCE });
    const ids = products.map(({ id }) => id);
    const [variants, packages, tags, links, categories] = await Promise.all([
      listExportedVariants(tx, ids),
      listPackagesOf(tx, ids),
      listTagsOf(tx, ids),
      listLinksOf(tx, ids),
      listCategoriesOf(tx, [...new Set(products.flatMap(({ categoryId }) => categoryId ?? []))]),
    ]);
    const rows = products.flatMap((product) =>
      (variants.get(product.id) ?? []).map((variant): Cell[] => [
        product.id,
        product.name,
        variant.label,
        variant.sku,
        product.status,
        categories.get(product.categoryId ?? "")?.name ?? null,
        (tags.get(product.id) ?? []).join(", "),
        links.get(product.id)?.supplier ?? null,
        // As text: a spreadsheet would round its nineteen digits, and take the zeros off a barcode.
        textual(links.get(product.id)?.externalId),
        variant.costUsd === null ? null : Number(variant.costUsd),
        Number(amountText(variant.priceMinor, product.currency)),
        product.currency,
        variant.marginBps === null ? null : variant.marginBps / 100,
        variant.stock,
        product.importedAt.toISOString(),
        variant.costMinor === null ? null : Number(amountText(variant.costMinor, product.currency)),
        packages.get(product.id)?.brand ?? null,
        textual(packages.get(product.id)?.barcode),
      ]),
    );
    const last = products.length === PRODUCTS_AT_ONCE ? products.at(-1) : undefined;
    return { rows, last: last && keyOf(last, sort) };
  });
}

const textual = (digits: string | null | undefined): string | null => (digits ? `${digits}\t` : null);
