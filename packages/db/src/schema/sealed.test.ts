import { getTableColumns, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import * as schema from "./index.ts";
import { sealPurpose } from "./sealed.ts";

it("[SEC-07] every column that is named as sealed is of the sealed type, and only those; no purpose serves two", () => {
  const columns = Object.values(schema)
    .filter((value) => is(value, PgTable))
    .flatMap((table) =>
      Object.values(getTableColumns(table)).map((column) => ({
        name: `${getTableConfig(table).name}.${column.name}`,
        purpose: sealPurpose(column),
      })),
    );
  const sealed = columns.filter(({ purpose }) => purpose !== undefined);
  expect(sealed.map(({ name }) => name).sort()).toEqual(
    columns
      .map(({ name }) => name)
      // The inbox is out of the app role's reach: its own functions seal it anew (system/inbox-admin.ts).
      .filter((name) => name.endsWith("_sealed") && !name.startsWith("webhook_inbox."))
      .sort(),
  );
  expect(sealed.length).toBeGreaterThan(5);
  expect(new Set(sealed.map(({ purpose }) => purpose)).size).toBe(sealed.length);
});
