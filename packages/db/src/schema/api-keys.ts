import { index, text, unique, uuid } from "drizzle-orm/pg-core";
import type { ApiKeyScope } from "@nexusone/contracts/permissions";
import { users } from "./users.ts";
import { instant, tenantTable, timestamps } from "./base.ts";

/** A key for programs. Only its hash is kept; every request reads this row, so a revocation acts on the very next one. */
export const apiKeys = tenantTable(
  "api_keys",
  {
    name: text("name").notNull(),
    /** What of the key may be seen again: `nx_` and eight characters. */
    prefix: text("prefix").notNull(),
    keyHash: text("key_hash").notNull(),
    scopes: text("scopes").array().$type<ApiKeyScope[]>().notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    issuedAt: instant("issued_at").notNull(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    ...timestamps(),
  },
  (t) => [
    unique("api_keys_hash_key").on(t.keyHash),
    index("api_keys_recent").on(t.merchantId, t.issuedAt.desc().nullsFirst()),
    index("api_keys_creator").on(t.merchantId, t.createdBy),
  ],
);
