import { afterAll, beforeAll, expect, it } from "vitest";
import { openInstallation, type Installation } from "./installation.fixture.ts";

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation({ fullSpeed: true });
}, 120_000);
afterAll(() => installation.stop());

it("[DAT-01] a program whose database a newer one has migrated ends, whatever it does, and does not start again", async () => {
  const programs = await Promise.all([installation.start("web"), installation.start("worker")]);
  await installation.database.sql`
    insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a newer program', 4102444800000)`;
  for (const program of programs) {
    expect(await program.ended).toEqual({ code: 1, signal: null });
    expect(program.output()).toContain("nexusone: the database was migrated by a newer program: this one ends");
  }
  // Named so that it may die on the way.
  const again = await installation.start("worker", { failpoint: "message.send.before_call" });
  expect(await again.ended).toEqual({ code: 1, signal: null });
  expect(again.output()).toContain("the program is older than its database");
});
