import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
let test: TestDatabase;
beforeAll(async () => { test = await createTestDatabase(); });
afterAll(() => test.close());
it("x", async () => { expect((await test.sql`select 1 as n`)[0]!["n"]).toBe(1); });
