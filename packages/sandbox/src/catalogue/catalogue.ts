import { createIds, MAX_CATALOGUE_SIZE, type CatalogueIds } from "./ids.ts";
import { isRemovedByNature, productCore, type ProductCore } from "./core.ts";
import { hostile } from "./hostile.ts";
import { buildProduct, type CatalogueProduct, type CatalogueVariant } from "./product.ts";

/** What the control API changed about the generated world. All the catalogue ever holds in memory. */
interface Overrides {
  shelves: Map<number, "removed" | "on_sale">;
  priceCents: Map<string, number>;
  /** By vid, then country. */
  stock: Map<string, Map<string, { cj: number; factory: number }>>;
  hostile: Set<number>;
  /** By vid. */
  goneVariants: Set<string>;
}

/** The generated products with the changes of the control API laid over them. */
export class Catalogue {
  readonly ids: CatalogueIds;
  readonly seed: string;
  readonly size: number;
  /** Counts the changes, so that what was found among the products can be kept until the next. */
  changes = 0;
  private readonly overrides: Overrides = {
    shelves: new Map(),
    priceCents: new Map(),
    stock: new Map(),
    hostile: new Set(),
    goneVariants: new Set(),
  };

  constructor(seed: string, size: number) {
    if (!Number.isInteger(size) || size < 1 || size > MAX_CATALOGUE_SIZE)
      throw new RangeError(`catalogueSize must be 1 to ${MAX_CATALOGUE_SIZE}`);
    this.seed = seed;
    this.size = size;
    this.ids = createIds(seed, size);
  }

  core(index: number): ProductCore {
    return productCore(this.seed, this.ids, index);
  }

  product(index: number): CatalogueProduct {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) throw new RangeError(`no product at ${index}`);
    const built = buildProduct(this.seed, this.ids, index);
    const product = this.overrides.hostile.has(index) ? hostile(built) : built;
    const variants = product.variants.filter(({ vid }) => !this.overrides.goneVariants.has(vid));
    for (const variant of variants) this.applyOverrides(variant);
    const prices = variants.flatMap((variant) => variant.priceCents ?? []);
    return { ...product, variants, lowCents: Math.min(...prices), highCents: Math.max(...prices) };
  }

  findByPid(pid: string): CatalogueProduct | undefined {
    const index = this.ids.indexOfPid(pid);
    return index === undefined ? undefined : this.product(index);
  }

  findByVid(vid: string): { product: CatalogueProduct; variant: CatalogueVariant } | undefined {
    const found = this.ids.fromVid(vid);
    if (!found) return undefined;
    const product = this.product(found.index);
    const variant = product.variants.find(({ number }) => number === found.variant);
    return variant && { product, variant };
  }

  /** By product or variant SKU; `variant` is set only for the latter. */
  findBySku(sku: string): { product: CatalogueProduct; variant: CatalogueVariant | undefined } | undefined {
    const serial = /^CJ[A-Z]+(\d{8})\d\d/.exec(sku)?.[1];
    const index = serial === undefined ? undefined : this.ids.indexOfSerial(Number(serial));
    if (index === undefined) return undefined;
    const product = this.product(index);
    if (product.sku === sku) return { product, variant: undefined };
    const variant = product.variants.find((one) => one.sku === sku);
    return variant && { product, variant };
  }

  isRemoved(index: number): boolean {
    const changed = this.overrides.shelves.get(index);
    return changed ? changed === "removed" : isRemovedByNature(index);
  }

  setRemoved(index: number, removed: boolean): void {
    this.changes++;
    this.overrides.shelves.set(index, removed ? "removed" : "on_sale");
  }

  /** One of several variants is taken off the shelves; the last one goes with its product only. */
  removeVariant(vid: string): boolean {
    const found = this.findByVid(vid);
    if (!found || found.product.variants.length < 2) return false;
    this.changes++;
    this.overrides.goneVariants.add(vid);
    return true;
  }

  setHostile(index: number): void {
    this.changes++;
    this.overrides.hostile.add(index);
  }

  setPrice(vid: string, priceCents: number): void {
    this.changes++;
    this.overrides.priceCents.set(vid, priceCents);
  }

  setStock(vid: string, countryCode: string, stock: { cj: number; factory: number }): void {
    this.changes++;
    const rows = this.overrides.stock.get(vid) ?? new Map<string, { cj: number; factory: number }>();
    this.overrides.stock.set(vid, rows.set(countryCode, stock));
  }

  /** Forgets every change to one product, removal included. */
  restore(index: number): void {
    this.changes++;
    this.overrides.shelves.delete(index);
    this.overrides.hostile.delete(index);
    for (const { vid } of buildProduct(this.seed, this.ids, index).variants) {
      this.overrides.priceCents.delete(vid);
      this.overrides.stock.delete(vid);
      this.overrides.goneVariants.delete(vid);
    }
  }

  reset(): void {
    this.changes++;
    for (const map of Object.values(this.overrides)) map.clear();
  }

  private applyOverrides(variant: CatalogueVariant): void {
    variant.priceCents = this.overrides.priceCents.get(variant.vid) ?? variant.priceCents;
    for (const [countryCode, stock] of this.overrides.stock.get(variant.vid) ?? []) {
      variant.stock = [...variant.stock.filter((row) => row.countryCode !== countryCode), { countryCode, ...stock }];
    }
  }
}
