import { getTableConfig, PgDialect, text, uuid } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { oneOf, tenantRef, tenantTable, timestamps, userTable } from "./base.ts";

const shelves = tenantTable("shelves", { name: text("name").notNull(), ...timestamps() }, (t) => [
  oneOf(t.name, ["it's", "plain"]),
]);
const books = tenantTable("books", { shelfId: uuid("shelf_id").notNull() }, (t) => [
  tenantRef(t, t.shelfId, shelves, "cascade"),
]);

it("[DAT-01] gives a merchant's table its key, its owner and its policy", () => {
  const config = getTableConfig(shelves);
  expect(config.primaryKeys[0]!.columns.map((column) => column.name)).toEqual(["merchant_id", "id"]);
  expect(config.policies.map((policy) => policy.name)).toEqual(["shelves_merchant"]);
  const [owner] = config.foreignKeys;
  expect([owner!.reference().foreignColumns[0]!.name, owner!.onDelete]).toEqual(["id", "cascade"]);
  expect(config.columns.map((column) => column.name)).toEqual([
    "merchant_id",
    "id",
    "name",
    "created_at",
    "updated_at",
  ]);
});

it("[DAT-01] carries merchant_id in every reference", () => {
  const reference = getTableConfig(books).foreignKeys.find((key) => key.getName() === "books_shelf_fk")!;
  expect(reference.reference().columns.map((column) => column.name)).toEqual(["merchant_id", "shelf_id"]);
  expect(reference.reference().foreignColumns.map((column) => column.name)).toEqual(["merchant_id", "id"]);
  expect(reference.onDelete).toBe("cascade");
});

it("[DAT-01] refuses 'set null', which would null the merchant", () => {
  const setNull = "set null" as "cascade";
  const wrong = tenantTable("wrong", { shelfId: uuid("shelf_id") }, (t) => [tenantRef(t, t.shelfId, shelves, setNull)]);
  expect(() => getTableConfig(wrong)).toThrow(/would null merchant_id/);
});

it("[DAT-01] quotes the values of a check", () => {
  const { checks } = getTableConfig(shelves);
  const { sql } = new PgDialect().sqlToQuery(checks[0]!.value);
  expect(sql).toBe(`"shelves"."name" in ('it''s', 'plain')`);
});

it("[AUT-06] binds a user's table to the user", () => {
  const tokens = userTable("tokens", { hash: text("hash").notNull() });
  const config = getTableConfig(tokens);
  expect(config.policies.map((policy) => policy.name)).toEqual(["tokens_user"]);
  expect(config.indexes[0]!.config.columns).toHaveLength(1);
});
