import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { MEDIA_TYPE_NAMES, type MediaType, type MediaVariant } from "@nexusone/contracts/media-terms";
import { products } from "./catalog.ts";
import { instant, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";

export type StoredVariant = { readonly width: number; readonly height: number; readonly bytes: number };

/**
 * A picture of the merchant's, in three sizes in the store of files. `storing`: its row is written before its bytes, so that
 * bytes of a process that died are found; `removing`: nobody may use it any more, its bytes go, then the row.
 */
export const mediaFiles = tenantTable(
  "media_files",
  {
    /** Who uploaded it, or whose import brought it. */
    ownerId: uuid("owner_id"),
    /** SHA-256 of the original: a merchant has each content once. */
    contentHash: text("content_hash").notNull(),
    mime: text("mime").$type<MediaType>().notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    /** All sizes together. */
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    originalName: text("original_name").notNull(),
    sourceUrl: text("source_url"),
    variants: jsonb("variants").$type<Record<MediaVariant, StoredVariant>>().notNull(),
    state: text("state").$type<"storing" | "ready" | "removing">().notNull(),
    /** Since when nothing shows it. What goes with its product is found by the sweep; whoever attaches it clears this. */
    unusedSince: instant("unused_since"),
    ...timestamps(),
  },
  (t) => [
    oneOf(t.state, ["storing", "ready", "removing"]),
    oneOf(t.mime, MEDIA_TYPE_NAMES),
    uniqueIndex("media_files_content")
      .on(t.merchantId, t.contentHash)
      .where(sql`state = 'ready'`),
    index("media_files_unfinished")
      .on(t.merchantId, t.updatedAt)
      .where(sql`state <> 'ready'`),
    index("media_files_unused")
      .on(t.merchantId, t.id.desc().nullsFirst())
      .where(sql`unused_since is not null`),
  ],
);

/**
 * The pictures of a product in their order. One from a supplier has its address, and our copy once the job made it; `reason`
 * says why there will be none.
 */
export const productMedia = tenantTable(
  "product_media",
  {
    productId: uuid("product_id").notNull(),
    position: integer("position").notNull(),
    mediaId: uuid("media_id"),
    sourceUrl: text("source_url"),
    alt: text("alt").notNull().default(""),
    reason: reasonCode("reason"),
    reasonDetails: jsonb("reason_details").$type<Record<string, string | number>>().notNull().default({}),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    // Whoever deletes a file sees to it that nothing shows it; a merchant goes with everything.
    tenantRef(t, t.mediaId, mediaFiles, "cascade"),
    // Not unique: a new order is written in one statement.
    index("product_media_place").on(t.merchantId, t.productId, t.position),
    index("product_media_file").on(t.merchantId, t.mediaId),
    index("product_media_waiting")
      .on(t.merchantId, t.updatedAt)
      .where(sql`media_id is null and reason is null and source_url is not null`),
  ],
);
