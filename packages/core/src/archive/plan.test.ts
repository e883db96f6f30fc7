import * as schema from "@nexusone/db/schema/index";
import { tenantRef, tenantTable } from "@nexusone/db/schema/base";
import { sealedText } from "@nexusone/db/schema/sealed";
import { text, uuid } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { DISPOSITIONS } from "./dispositions.ts";
import { archivePlan } from "./plan.ts";

const withTable = (table: object) => archivePlan({ ...schema, table });
const shelves = tenantTable("shelves", {
  name: text("name").notNull(),
  code: sealedText("code_sealed", "shelves.code"),
});

it("[GDP-06] carries a table nobody thought of, without what it seals", () => {
  const plan = withTable(shelves);
  expect(plan.tables.find(({ name }) => name === "shelves")).toMatchObject({ carried: true, columns: ["id", "name"] });
  expect(plan.withheld.map(({ column }) => column)).toContain("shelves.code_sealed");
});

it("[GDP-06] names a table that cannot be carried and has no reason on record", () => {
  const people = tenantTable("desks", { userId: uuid("user_id").references(() => schema.users.id) });
  expect(() => withTable(people)).toThrow("desks refers to users, which is not carried: list it in DISPOSITIONS");
  const secret = tenantTable("safes", { code: sealedText("code_sealed", "safes.code").notNull() });
  expect(() => withTable(secret)).toThrow("safes.code_sealed is needed but withheld: list safes in DISPOSITIONS");
  const child = tenantTable("calls", { keyId: uuid("key_id").notNull() }, (t) => [
    tenantRef(t, t.keyId, schema.apiKeys),
  ]);
  expect(() => withTable(child)).toThrow("calls refers to api_keys");
  const { apiKeys: _, ...fewer } = schema;
  expect(() => archivePlan(fewer)).toThrow("there is no table api_keys any more");
});

it("[GDP-06] gives parents before their children, and a reason for whatever stays behind", () => {
  const names = archivePlan().tables.map(({ name }) => name);
  expect(names.indexOf("products")).toBeLessThan(names.indexOf("product_variants"));
  expect(names.indexOf("product_variants")).toBeLessThan(names.indexOf("variant_stock"));
  for (const { why } of Object.values(DISPOSITIONS)) expect(why.length).toBeGreaterThan(10);
});
