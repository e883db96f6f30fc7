import { index, integer, text, unique, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { ExtensionScope } from "@nexusone/contracts/permissions";
import { users } from "./users.ts";
import { instant, tenantRef, tenantTable, timestamps } from "./base.ts";
import { sealedText } from "./sealed.ts";

/** A paired browser. Every request of the extension reads this row, so a revocation acts on the very next one. */
export const chromeExtensionSessions = tenantTable(
  "chrome_extension_sessions",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    browser: text("browser").notNull(),
    scopes: text("scopes").array().$type<ExtensionScope[]>().notNull(),
    pairedAt: instant("paired_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    revokedReason: text("revoked_reason"),
    importCount: integer("import_count").notNull().default(0),
    lastImportAt: instant("last_import_at"),
    ...timestamps(),
  },
  (t) => [
    index("chrome_extension_sessions_recent").on(t.merchantId, t.pairedAt.desc().nullsFirst()),
    index("chrome_extension_sessions_user").on(t.merchantId, t.userId),
  ],
);

/**
 * The chain of refresh tokens of a session. A token that was exchanged keeps its sealed successor until that successor is
 * used: a worker that died before writing it gets the same one again. Presented after that, it is reuse.
 */
export const extensionRefreshTokens = tenantTable(
  "extension_refresh_tokens",
  {
    sessionId: uuid("session_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    successorHash: text("successor_hash"),
    successorSealed: sealedText("successor_sealed", "extension_refresh_tokens.successor_sealed"),
    exchangedAt: instant("exchanged_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.sessionId, chromeExtensionSessions, "cascade"),
    unique("extension_refresh_tokens_hash_key").on(t.tokenHash),
    index("extension_refresh_tokens_session").on(t.merchantId, t.sessionId),
  ],
);

/** One-time codes: ten minutes, single use. */
export const extensionPairings = tenantTable(
  "extension_pairings",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    name: text("name").notNull(),
    scopes: text("scopes")
      .array()
      .$type<ExtensionScope[]>()
      .notNull()
      .default(sql`'{}'`),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    ...timestamps(),
  },
  (t) => [unique("extension_pairings_code_hash_key").on(t.codeHash)],
);
