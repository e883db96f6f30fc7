import { is, type Column } from "drizzle-orm";
import { customType, PgColumn } from "drizzle-orm/pg-core";

const column = customType<{ data: string; config: { purpose: string }; configRequired: true }>({
  dataType: () => "text",
});

/**
 * A secret, sealed (`core/secrets/keyring`). The type is what finds it: rotation seals it anew and archives leave it out.
 * `purpose` is bound into the text, so that it opens nowhere else; it never changes.
 */
export const sealedText = (name: string, purpose: string) => column(name, { purpose });

/** What a column is sealed for; undefined for any other column. */
export function sealPurpose(of: Column): string | undefined {
  if (!is(of, PgColumn)) return undefined;
  // drizzle keeps a custom type's settings with the column but does not declare them.
  const { config } = of as unknown as { config: { fieldConfig?: { purpose?: string } } };
  return of.columnType === "PgCustomColumn" ? config.fieldConfig?.purpose : undefined;
}
