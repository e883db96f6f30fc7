import sharp from "sharp";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { drawScene } from "./scene.ts";

const KEPT = 400;
const SIZES = [120, 200, 300, 400, 800] as const;

/** Draws product pictures on demand and keeps the last few hundred. */
export class Pictures {
  private readonly catalogue: Catalogue;
  private readonly cache = new Map<string, Promise<Buffer>>();

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  /** JPEG of a product's picture: slot `0`-`4` or `c0`… for its colours; undefined when there is no such picture. */
  find(pid: string, slot: string, wantedWidth: number): Promise<Buffer> | undefined {
    const width = SIZES.find((size) => size >= wantedWidth) ?? 800;
    const key = `${pid}/${slot}/${width}`;
    const kept = this.cache.get(key);
    if (kept) return kept;
    const product = this.catalogue.findByPid(pid);
    if (!product?.imagePaths.includes(`/img/${pid}/${slot}_trans.jpeg`)) return undefined;
    const drawn = sharp(Buffer.from(drawScene(this.catalogue.seed, product, slot)), { density: 72 })
      .resize(width, width)
      .jpeg({ quality: 86 })
      .toBuffer();
    this.cache.set(key, drawn);
    const oldest = this.cache.size > KEPT ? this.cache.keys().next().value : undefined;
    if (oldest !== undefined) this.cache.delete(oldest);
    return drawn;
  }
}
