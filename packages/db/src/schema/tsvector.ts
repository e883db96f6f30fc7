import { customType } from "drizzle-orm/pg-core";

/** Stored words of a row; see system/search.ts. */
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
