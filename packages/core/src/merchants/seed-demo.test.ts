import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { near } from "../identity/identity.fixture.ts";
import { signIn } from "../identity/sign-in.ts";
import { disconnectChannel } from "../channels/change-channel.ts";
import { listChannels } from "../channels/list-channels.ts";
import { demoStore, DEMO_PASSWORD, seedDemo } from "./seed-demo.ts";
import { seedDemoNumber } from "./seed-demo-number.ts";

let database: TestDatabase;
let sandbox: Sandbox;
let platform: TestPlatform;
const cjApiKeys = {
  demo: "CJ1000001@api@0123456789abcdef0123456789abcdef",
  free: "CJ1000002@api@fedcba9876543210fedcba9876543210",
};
beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ fullSpeed: true });
  const base = createTestPlatform(database.db);
  platform = createTestPlatform(database.db, {
    config: { ...base.config, demo: true },
    cj: { baseUrls: { sandbox: sandbox.cjApiUrl }, outgoingAddress: "127.0.0.1" },
  });
});
afterAll(async () => {
  await sandbox.stop();
  await database.close();
});

const enter = async (who: string) => {
  const input = { email: `${who}@demo.nexusone.test`, password: DEMO_PASSWORD };
  return (await signIn(clientContext(platform), input, near)).me;
};
const contents = () => database.sql`
  select (select count(*) from users) as users, (select count(*) from merchants) as merchants,
    (select count(*) from memberships) as memberships, (select count(*) from credit_entries) as entries,
    (select count(*) from events) as events`;

const connections = () => database.sql`
  select m.name, c.environment, c.status from cj_connections c join merchants m on m.id = c.merchant_id order by m.name`;

describe("seedDemo", () => {
  it("starts without CJ when CJ does not answer, and connects at the next start", async () => {
    const outage = await sandbox.control.faults.add({ match: { vendor: "cj-api" }, kind: "status", status: 503 });
    await seedDemo(platform, { cjApiKeys });
    expect(await connections()).toEqual([]);
    expect((await enter("owner")).memberships).toHaveLength(1);
    await sandbox.control.faults.remove(outage);
    await seedDemo(platform, { cjApiKeys });
    expect(await connections()).toEqual([
      { name: "Corner Shop", environment: "sandbox", status: "connected" },
      { name: "Demo Store", environment: "sandbox", status: "connected" },
    ]);
  });

  it("makes people and shops to try, once however often it runs", async () => {
    const once = await contents();
    await seedDemo(platform, { cjApiKeys });
    expect(await contents()).toEqual(once);
    expect(once[0]).toMatchObject({ users: "3", merchants: "2", memberships: "3" });
    expect(await connections()).toHaveLength(2);
  });

  it("makes them once also when several processes start on an empty database", async () => {
    const fresh = await createTestDatabase();
    const processes = [1, 2, 3].map(() => createTestPlatform(fresh.db, { config: platform.config }));
    await Promise.all(processes.map((each) => seedDemo(each, { cjApiKeys })));
    const made = await fresh.sql`select (select count(*) from merchants) as m, (select count(*) from memberships) as s`;
    expect(made[0]).toMatchObject({ m: "2", s: "3" });
    await fresh.close();
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

  it("[WAM-12] connects the simulated number once, and again only where nobody disconnected it", async () => {
    const numbered = createTestPlatform(database.db, {
      config: { ...platform.config },
      whatsapp: {
        graphUrls: { sandbox: sandbox.graphUrl },
        whapiUrls: { sandbox: sandbox.whapiUrl },
        apps: { sandbox: { appId: "220011223344556", secrets: ["sandbox-app-secret"], verifyToken: "sandbox" } },
      },
    });
    await seedDemo(platform, { cjApiKeys });
    const outage = await sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "status", status: 503 });
    await seedDemoNumber(numbered);
    await sandbox.control.faults.remove(outage);
    const ctx = (await demoStore(numbered))!;
    expect((await listChannels(ctx)).channels).toEqual([]);
    await seedDemoNumber(numbered);
    await seedDemoNumber(numbered);
    const { channels } = await listChannels(ctx);
    expect(channels).toMatchObject([
      { externalId: "390022334455667", state: "connected", displayPhone: "+33639980010" },
    ]);
    await disconnectChannel(ctx, { id: channels[0]!.id });
    await seedDemoNumber(numbered);
    expect((await listChannels(ctx)).channels).toMatchObject([{ state: "disconnected" }]);
  });
});
