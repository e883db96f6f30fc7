import { z } from "zod";

import { imageList, imageUrl } from "../../shared/images.ts";
import { optionLabel, optionNames, splitOptions } from "../../shared/options.ts";
import { fieldsOf, listOf, text as readText, textList } from "../../shared/text.ts";
import * as field from "../fields.ts";
import type { CjProduct, CjSaleStatus, CjVariant } from "../types.ts";

const Variant = z.object({
  vid: field.id,
  pid: field.text,
  variantSku: field.text,
  variantNameEn: field.text,
  variantName: field.text,
  variantImage: field.text,
  variantKey: z.unknown().optional(),
  variantSellPrice: field.price,
  variantSugSellPrice: field.price,
  variantWeight: field.size,
  variantLength: field.size,
  variantWidth: field.size,
  variantHeight: field.size,
  variantStandard: field.text,
  inventories: field.stock,
});

const Product = z.object({
  pid: field.id,
  productNameEn: field.text,
  productName: field.textList,
  productSku: field.text,
  description: field.text,
  categoryId: field.text,
  categoryName: field.text,
  sellPrice: field.prices,
  suggestSellPrice: field.prices,
  productWeight: field.measure,
  packingWeight: field.measure,
  packWeight: field.measure,
  productKeyEn: field.text,
  productType: field.text,
  entryCode: field.text,
  status: field.text,
  supplierName: field.text,
  listedNum: field.count,
  createrTime: field.instant,
});

/** `data` of product/query. Null data means CJ no longer shows the product (Q28). */
export const productData = Product.loose()
  .nullable()
  .transform((raw) => (raw ? toProduct(raw) : null));

/** `data` of variant/query: a plain list; rows without a vid are left out. */
export const variantListData = z.preprocess(listOf, z.array(z.unknown())).transform((rows) => readVariants(rows, []));

/** `data` of variant/queryByVid. */
export const variantData = z.preprocess(
  (value) => readVariants([value], [])[0],
  z.custom<CjVariant>((value) => value !== undefined),
);

/** Status 3 is on sale, 2 is off sale; CJ mixes numbers and text (Q12). */
export function saleStatus(raw: string | null): CjSaleStatus {
  return raw === "3" ? "on_sale" : raw === "2" ? "off_sale" : "unknown";
}

/**
 * Category names, widest first. Levels are joined by " / " or " > " and themselves hold commas and "&" (Q10), so only the
 * separator CJ used in this text counts.
 */
export function categoryPath(joined: string | null): string[] {
  if (!joined) return [];
  const parts = joined.split(joined.includes(" > ") ? " > " : " / ");
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** Variants of one product in CJ's order. Options are cut with the help of all of them (Q17). */
export function readVariants(rows: readonly unknown[], names: readonly string[]): CjVariant[] {
  const parsed = rows.map((row) => Variant.safeParse(row)).flatMap((result) => (result.success ? [result.data] : []));
  const options = splitOptions(
    names,
    parsed.map((row) => ({ key: row.variantKey, name: row.variantNameEn })),
  );
  return parsed.map((row, index) => {
    const standard = standardSize(row.variantStandard);
    return {
      vid: row.vid,
      pid: row.pid,
      sku: row.variantSku,
      name: row.variantNameEn ?? row.variantName,
      options: options[index] ?? [],
      optionLabel: optionLabel(row.variantKey),
      priceUsd: row.variantSellPrice,
      suggestedPriceUsd: row.variantSugSellPrice,
      image: imageUrl(row.variantImage),
      weightGrams: row.variantWeight,
      lengthMm: row.variantLength ?? standard("long"),
      widthMm: row.variantWidth ?? standard("width"),
      heightMm: row.variantHeight ?? standard("height"),
      stock: row.inventories,
    };
  });
}

function toProduct(raw: z.infer<typeof Product> & Record<string, unknown>): CjProduct {
  const names = optionNames(raw.productKeyEnSet, raw.productKeyEn);
  const listed = textList(raw.productImageSet);
  const properties = firstFilled(raw.productProEnSet, raw.productProEn);
  return {
    pid: raw.pid,
    name: raw.productNameEn,
    nameChinese: raw.productName[0] ?? null,
    sku: raw.productSku,
    images: imageList(listed.length > 0 ? listed : raw.productImage, raw.bigImage),
    description: raw.description,
    categoryId: raw.categoryId,
    categoryPath: categoryPath(raw.categoryName),
    price: raw.sellPrice,
    suggestedPrice: raw.suggestSellPrice,
    weightGrams: raw.productWeight,
    packWeightGrams: raw.packingWeight ?? raw.packWeight,
    optionNames: names,
    productType: raw.productType,
    properties: properties.map((property) => property.toUpperCase()),
    hsCode: raw.entryCode,
    material: firstFilled(raw.materialNameEnSet, raw.materialNameEn).join(", ") || null,
    status: saleStatus(raw.status),
    statusRaw: raw.status,
    supplierName: raw.supplierName,
    listedCount: raw.listedNum,
    createdAt: raw.createrTime,
    variants: readVariants(listOf(raw.variants), names),
    raw,
  };
}

function firstFilled(...values: unknown[]): string[] {
  return values.map(textList).find((list) => list.length > 0) ?? [];
}

/** Sides out of "long=110,width=110,height=30". */
function standardSize(written: string | null): (side: string) => number | null {
  const pairs = (written ?? "").split(",").map((pair) => pair.split("="));
  const sides = fieldsOf(Object.fromEntries(pairs.filter((pair) => pair.length === 2)));
  return (side) => Number(readText(sides[side]) ?? 0) || null;
}
