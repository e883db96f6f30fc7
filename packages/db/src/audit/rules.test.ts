import type { AuditTable } from "@nexusone/contracts/audit-words";
import { expect, it } from "vitest";
import { AUDITED, NOT_AUDITED } from "./rules.ts";
import { ACCOUNT_TABLES, NOT_ON_RECORD } from "./account-triggers.ts";
import { allTables, auditedColumns, auditTriggers, merchantTables } from "./triggers.ts";

const tables = merchantTables();

it("[SEC-10] every table of merchants is audited, or says why not", () => {
  const names = tables.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !(name in AUDITED) && !(name in NOT_AUDITED))).toEqual([]);
  // One or the other, and nothing that is gone.
  expect(Object.keys(AUDITED).filter((name) => name in NOT_AUDITED)).toEqual([]);
  expect([...Object.keys(AUDITED), ...Object.keys(NOT_AUDITED)].filter((name) => !names.includes(name))).toEqual([]);
  for (const why of Object.values(NOT_AUDITED)) expect(why.length).toBeGreaterThan(15);
});

it("[SEC-10] and every table of people and of the platform", () => {
  const others = allTables()
    .map(({ name }) => name)
    .filter((name) => !tables.some((one) => one.name === name));
  expect(others.toSorted()).toEqual([...ACCOUNT_TABLES, ...Object.keys(NOT_ON_RECORD)].toSorted());
  for (const why of Object.values(NOT_ON_RECORD)) expect(why.length).toBeGreaterThan(15);
});

it("[SEC-09] rules name columns that exist", () => {
  for (const [table, { only = [], ignored = [], hidden = [], origins = [] }] of Object.entries(AUDITED)) {
    const columns = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
    expect([...only, ...ignored, ...hidden, ...origins].filter((name) => !columns.includes(name))).toEqual([]);
  }
});

it("[SEC-07] [SEC-09] hides every sealed and hashed column without being told", () => {
  const hiddenOf = (table: AuditTable) => {
    const config = tables.find(({ name }) => name === table);
    return auditedColumns(config?.columns ?? [], AUDITED[table]).hidden;
  };
  expect(hiddenOf("api_keys")).toEqual(["key_hash"]);
  expect(hiddenOf("webhook_secrets")).toEqual(["secret_sealed"]);
  expect(hiddenOf("cj_connections").toSorted()).toEqual(["account_label", "api_key_sealed"]);
  expect(hiddenOf("invitations").toSorted()).toEqual(["email", "token_hash"]);
  expect(hiddenOf("notification_settings").toSorted()).toEqual(["phone", "slack_url_sealed"]);
});

it("[SEC-09] never watches bookkeeping or what is generated", () => {
  for (const { statement } of auditTriggers()) {
    expect(statement).not.toMatch(/"(updated_at|created_at|last_used_at|search|product_count)"/);
  }
});
