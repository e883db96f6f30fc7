import type { AccountAct } from "@nexusone/contracts/audit-words";
import { UserId } from "@nexusone/contracts/ids";
import { listAccountActs } from "@nexusone/db/queries/identity";
import { pruneAccountLogs } from "@nexusone/db/system/account-log";
import { sqlState, withUser } from "@nexusone/db/with-merchant";
import { clientContext, createTestPlatform, userContext, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { expectIndexed } from "@nexusone/testing/explain";
import { createUser } from "@nexusone/testing/merchants";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { importProductsJob } from "../imports/import-products-job.ts";
import { retryDeadLetters } from "../operations/retry-dead-letters.ts";
import { changePassword } from "./change-password.ts";
import { contextOf, distant, mailedToken, newcomer, PASSWORD, reasonOf } from "./identity.fixture.ts";
import { listActivity, listActivityOfAll } from "./list-activity.ts";
import { requestPasswordReset } from "./request-link.ts";
import { resetPassword } from "./reset-password.ts";
import { signOut } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import { updateProfile } from "./update-profile.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

/** Newest last, without what came before `from`. */
const actsOf = async (ctx: Parameters<typeof listActivity>[0], from = 0): Promise<AccountAct[]> =>
  (await listActivity(ctx, { limit: 100 })).items
    .map(({ act }) => act)
    .toReversed()
    .slice(from);

it("[SEC-10] has sign-ins, refused ones too, and what was done to the account, in order", async () => {
  const person = await newcomer(platform);
  const ctx = await contextOf(platform, person);
  expect((await actsOf(ctx)).toSorted()).toEqual(["account_created", "link_sent", "signed_in"]);
  await reasonOf(signIn(clientContext(platform), { email: person.email, password: "wrong password" }, distant));
  const client = clientContext(platform, { address: "203.0.113.7", userAgent: "Chrome/140 Windows" });
  const again = await signIn(client, { email: person.email, password: PASSWORD }, distant);
  await updateProfile(ctx, { name: "Renamed" });
  await changePassword(ctx, { currentPassword: PASSWORD, newPassword: "another long phrase" });
  await signOut(ctx);
  expect(await actsOf(ctx, 3)).toEqual([
    "sign_in_refused",
    "signed_in",
    "profile_changed",
    "password_changed",
    "session_ended",
    "session_ended",
  ]);
  const { items } = await listActivity(ctx, { limit: 100 });
  expect(items.find(({ act }) => act === "signed_in")).toMatchObject({
    address: "203.0.113.7",
    userAgent: "Chrome/140 Windows",
    self: true,
  });
  expect(again.me.user.id).toBe(person.userId);

  await requestPasswordReset(clientContext(platform), { email: person.email, locale: "en" });
  const token = await mailedToken(platform, person.email, "reset");
  await resetPassword(clientContext(platform), { token, password: "a third long phrase" });
  expect((await actsOf(ctx, 9)).toSorted()).toEqual(["email_confirmed", "link_sent", "password_changed"]);
});

it("[SEC-09] [SEC-10] has a write that comes past the program as not the person's own", async () => {
  const { id } = await createUser(database.db);
  await database.sql`update users set is_platform_admin = true, email = ${`taken-${id}@example.com`} where id = ${id}`;
  const { items } = await listActivity(userContext(platform, { id }));
  expect(items.filter(({ self }) => !self).map(({ act }) => act)).toEqual(
    expect.arrayContaining(["email_changed", "platform_admin_made"]),
  );
});

it("[SEC-09] nobody who serves requests can write, change or forget an act, nor read another's", async () => {
  const [mine, other] = [await createUser(database.db), await createUser(database.db)];
  const refused = async (statement: string) =>
    sqlState(
      await withUser(database.db, mine.id, (tx) => tx.execute(sql.raw(statement))).catch((error: unknown) => error),
    );
  for (const statement of [
    `insert into account_logs (user_id, act, actor) values ('${mine.id}', 'signed_in', 'user:1')`,
    "update account_logs set actor = 'user:1'",
    "delete from account_logs",
  ])
    expect(await refused(statement)).toBe("42501");
  const seen = await withUser(database.db, mine.id, (tx) => tx.execute(sql`select distinct user_id from account_logs`));
  expect(seen.rows).toEqual([{ user_id: mine.id }]);
  expect(await actsOf(userContext(platform, other))).toEqual(["account_created"]);
});

it("[SEC-10] platform admins see everybody's, addresses that nobody has included, and one person's by theirs", async () => {
  const person = await newcomer(platform);
  const admin = userContext(platform, { id: (await createUser(database.db)).id, isPlatformAdmin: true });
  const client = clientContext(platform);
  await reasonOf(signIn(client, { email: "nobody-at-all@example.com", password: "wrong password" }, distant));
  const [newest] = (await listActivityOfAll(admin, { limit: 1 })).items;
  expect(newest).toMatchObject({ act: "sign_in_refused", person: null, address: client.address });
  // What was typed as an address may be a password: it is not kept.
  expect(JSON.stringify(newest)).not.toContain("nobody-at-all");

  const first = await listActivityOfAll(admin, { limit: 2, email: person.email.toUpperCase() });
  const rest = await listActivityOfAll(admin, { limit: 50, email: person.email, cursor: first.nextCursor! });
  expect([...first.items, ...rest.items].map(({ act }) => act).toSorted()).toEqual([
    "account_created",
    "link_sent",
    "signed_in",
  ]);
  expect([...first.items, ...rest.items].every((act) => act.person?.email === person.email)).toBe(true);
  const nobody = userContext(platform, { id: person.userId });
  expect(await reasonOf(listActivityOfAll(nobody))).toBe("identity.platform_admin_only");
});

it("[SEC-10] has what a platform admin does for all merchants on their own record", async () => {
  const admin = userContext(platform, { id: (await createUser(database.db)).id, isPlatformAdmin: true });
  await retryDeadLetters(admin, { queue: importProductsJob.queue ?? importProductsJob.name });
  expect((await listActivity(admin)).items[0]).toMatchObject({ act: "dead_letters_retried", self: true });
});

it("[SEC-10] keeps acts for a year and a page of them reads no more than it shows", async () => {
  const { id } = await createUser(database.db);
  await database.sql`
    insert into account_logs (user_id, act, actor, at)
    select ${id}, 'signed_in', 'user:1', now() - interval '367 days' + n * interval '1 minute' from generate_series(1, 3000) n`;
  await database.sql`analyze account_logs`;
  await withUser(database.db, id, (tx) => expectIndexed(tx, listAccountActs(tx, UserId.parse(id), { limit: 20 })));
  await pruneAccountLogs(database.db);
  const [left] = await database.sql`
    select count(*)::int as n, min(at) > now() - interval '1 year' - interval '1 minute' as young
    from account_logs where user_id = ${id}`;
  // 3,000 minutes are two days and an hour: those of the last of them are within the year.
  expect(left).toMatchObject({ young: true });
  expect(left!["n"]).toBeGreaterThan(1);
  expect(left!["n"]).toBeLessThan(3_000);
});
