import { index, jsonb, text, unique } from "drizzle-orm/pg-core";
import type { Environment } from "@nexusone/contracts/cj";
import { instant, tenantTable, timestamps } from "./base.ts";

/** Suppliers' answers to freight questions, reused while fresh. `key` says supplier, origin, destination, zip, variant and quantity. */
export const freightQuotes = tenantTable(
  "freight_quotes",
  {
    environment: text("environment").$type<Environment>().notNull(),
    key: text("key").notNull(),
    /** The product whose variant was asked about: what a list knows of it. */
    externalId: text("external_id"),
    options: jsonb("options").notNull(),
    quotedAt: instant("quoted_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("freight_quotes_key").on(t.merchantId, t.environment, t.key),
    index("freight_quotes_product").on(t.merchantId, t.environment, t.externalId),
  ],
);
