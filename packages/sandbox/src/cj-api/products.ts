import { categoryTree } from "../catalogue/taxonomy.ts";
import { searchCatalogue, type SearchOrder } from "../catalogue/search.ts";
import type { CatalogueProduct, CatalogueVariant } from "../catalogue/product.ts";
import { ok, refusals, type CjReply } from "./envelope.ts";
import { listV1Item, listV2Item } from "./list-views.ts";
import { productDetail, variantView } from "./product-views.ts";
import { number, requiredText, text, texts, wholeNumber, type CjCall, type CjEndpoint } from "./request.ts";

/** The tree with CJ's blemishes: no ids above the third level, an empty and a null list, one leaf twice with a trailing blank. */
function getCategory(): CjReply {
  const tree = categoryTree.map((first) => ({
    categoryFirstName: first.name,
    categoryFirstList: first.children.map((second, at) => ({
      categorySecondName: second.name,
      categorySecondList: second.children.flatMap((leaf, position) => {
        const entry = { categoryId: leaf.id, categoryName: leaf.name };
        return at === 0 && position === 0 && first.name.includes(",")
          ? [entry, { ...entry, categoryName: `${leaf.name} ` }]
          : [entry];
      }),
    })),
  }));
  tree[0]?.categoryFirstList.push({ categorySecondName: "Coming Soon", categorySecondList: [] });
  return ok([...tree, { categoryFirstName: "New Arrivals", categoryFirstList: null }]);
}

const ORDERS: readonly SearchOrder[] = ["best", "listed", "price", "created", "best"];

function listV2({ world, query }: CjCall): CjReply {
  const page = wholeNumber(query, "page", 1, 1, 1000);
  const size = wholeNumber(query, "size", 10, 1, 100);
  const keyword = text(query, "keyWord");
  const features = texts(query, "features");
  const { total, items } = searchCatalogue(world.catalogue, {
    page,
    size,
    keyword,
    categoryIds: [
      ...texts(query, "categoryId"),
      ...texts(query, "lv2categoryList"),
      ...texts(query, "lv3categoryList"),
    ],
    countryCodes: texts(query, "countryCode"),
    minPriceUsd: number(query, "startSellPrice"),
    maxPriceUsd: number(query, "endSellPrice"),
    freeShipping: number(query, "addMarkStatus") === 1,
    flag: number(query, "productFlag"),
    order: query["orderBy"] === undefined ? undefined : ORDERS[wholeNumber(query, "orderBy", 0, 0, 4)],
    descending: text(query, "sort") !== "asc",
  });
  const products = items.map((core) => world.catalogue.product(core.index));
  const related = new Map(products.map((product) => [product.leaf.id, product.leaf.name]));
  return ok({
    pageSize: size,
    pageNumber: page,
    totalRecords: total,
    totalPages: Math.ceil(total / size),
    content: [
      {
        productList: products.map((product) => listV2Item(world, product, features)),
        relatedCategoryList: [...related].map(([categoryId, categoryName]) => ({ categoryId, categoryName })),
        keyWord: keyword ?? "",
        keyWordOld: keyword ?? "",
      },
    ],
  });
}

function listV1({ world, query }: CjCall): CjReply {
  const page = wholeNumber(query, "pageNum", 1, 1, 100_000);
  const size = wholeNumber(query, "pageSize", 20, 1, 200);
  const { total, items } = searchCatalogue(world.catalogue, {
    page,
    size,
    keyword:
      text(query, "pid") ?? text(query, "productSku") ?? text(query, "productNameEn") ?? text(query, "productName"),
    categoryIds: texts(query, "categoryId"),
    countryCodes: texts(query, "countryCode"),
    minPriceUsd: number(query, "minPrice"),
    maxPriceUsd: number(query, "maxPrice"),
    includeRemoved: true,
  });
  const list = items.map((core) =>
    listV1Item(world, world.catalogue.product(core.index), world.catalogue.isRemoved(core.index)),
  );
  return ok({ pageNum: page, pageSize: size, total, list }, { withSuccess: false });
}

/** The product a query names by pid, product SKU or variant SKU. */
export function findProduct({ world, query }: CjCall): {
  product: CatalogueProduct;
  variant: CatalogueVariant | undefined;
} {
  const pid = text(query, "pid");
  const sku = text(query, "productSku") ?? text(query, "variantSku");
  if (pid === undefined && sku === undefined)
    throw refusals.parameter("pid, productSku and variantSku must not all be empty");
  const byPid = pid === undefined ? undefined : world.catalogue.findByPid(pid);
  const found = byPid
    ? { product: byPid, variant: undefined }
    : sku === undefined
      ? undefined
      : world.catalogue.findBySku(sku);
  if (!found) throw refusals.productNotFound();
  if (world.catalogue.isRemoved(found.product.index)) throw refusals.productRemoved();
  return found;
}

function queryProduct(call: CjCall): CjReply {
  const { product } = findProduct(call);
  return ok(productDetail(call.world, product, texts(call.query, "features"), text(call.query, "countryCode")));
}

function queryVariants(call: CjCall): CjReply {
  const { product, variant } = findProduct(call);
  const countryCode = text(call.query, "countryCode");
  const chosen = (variant ? [variant] : product.variants).filter(
    (one) =>
      countryCode === undefined || one.stock.some((row) => row.countryCode === countryCode && row.cj + row.factory > 0),
  );
  return ok(
    chosen.map((one) => variantView(call.world, product, one, false)),
    { withSuccess: false },
  );
}

export function findVariant({ world }: CjCall, vid: string): { product: CatalogueProduct; variant: CatalogueVariant } {
  const found = world.catalogue.findByVid(vid);
  if (!found) throw refusals.variantNotFound();
  if (world.catalogue.isRemoved(found.product.index)) throw refusals.variantRemoved();
  return found;
}

function queryByVid(call: CjCall): CjReply {
  const { product, variant } = findVariant(call, requiredText(call.query, "vid"));
  return ok(variantView(call.world, product, variant, texts(call.query, "features").includes("enable_inventory")));
}

export const productEndpoints: readonly CjEndpoint[] = [
  { method: "GET", path: "/product/getCategory", points: 0, needsToken: true, handle: getCategory },
  { method: "GET", path: "/product/listV2", points: 50, needsToken: true, handle: listV2 },
  { method: "GET", path: "/product/list", points: 50, needsToken: true, handle: listV1 },
  { method: "GET", path: "/product/query", points: 10, needsToken: true, handle: queryProduct },
  { method: "GET", path: "/product/variant/query", points: 10, needsToken: true, handle: queryVariants },
  { method: "GET", path: "/product/variant/queryByVid", points: 10, needsToken: true, handle: queryByVid },
];
