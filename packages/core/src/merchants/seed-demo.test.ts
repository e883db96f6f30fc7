import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { near } from "../identity/identity.fixture.ts";
import { signIn } from "../identity/sign-in.ts";
import { DEMO_PASSWORD, seedDemo } from "./seed-demo.ts";

let database: TestDatabase;
let platform: TestPlatform;
const cjApiKeys = { demo: `CJ1000001@api@${"a".repeat(32)}`, free: `CJ1000002@api@${"b".repeat(32)}` };
beforeAll(async () => {
  database = await createTestDatabase();
  const base = createTestPlatform(database.db);
  platform = createTestPlatform(database.db, { config: { ...base.config, demo: true } });
});
afterAll(() => database.close());

const enter = async (who: string) => {
  const input = { email: `${who}@demo.nexusone.test`, password: DEMO_PASSWORD };
  return (await signIn(clientContext(platform), input, near)).me;
};
const contents = () => database.sql`
  select (select count(*) from users) as users, (select count(*) from merchants) as merchants,
    (select count(*) from memberships) as memberships, (select count(*) from credit_entries) as entries,
    (select count(*) from events) as events`;

describe("seedDemo", () => {
  it("makes people and shops to try, once however often it runs", async () => {
    await seedDemo(platform, { cjApiKeys });
    const once = await contents();
    await seedDemo(platform, { cjApiKeys });
    expect(await contents()).toEqual(once);
    expect(once[0]).toMatchObject({ users: "3", merchants: "2", memberships: "3" });
  });

  it("gives each their role and plan", async () => {
    const store = { name: "Demo Store", slug: "demo-store", isDemo: true, plan: "premium" };
    expect((await enter("owner")).memberships).toMatchObject([{ ...store, role: "owner" }]);
    expect((await enter("support")).memberships).toMatchObject([{ ...store, role: "support" }]);
    expect((await enter("free")).memberships).toMatchObject([
      { name: "Corner Shop", isDemo: true, plan: "free", role: "owner" },
    ]);
  });

  it("sells from the Demo Store in euros to France, with fees", async () => {
    const [row] = await database.sql`select * from merchants where slug = 'demo-store'`;
    expect(row).toMatchObject({
      currency: "EUR",
      destination_country: "FR",
      vat_rate_bps: 2000,
      prices_include_vat: true,
      fee_rate_bps: 150,
    });
    expect(Number(row?.["fee_fixed_minor"])).toBe(25);
  });

  it("leaves what people changed since alone", async () => {
    await database.sql`update merchants set name = 'My Own Name' where slug = 'demo-store'`;
    await seedDemo(platform, { cjApiKeys });
    expect((await enter("owner")).memberships.map((each) => each.name)).toEqual(["My Own Name"]);
  });
});
