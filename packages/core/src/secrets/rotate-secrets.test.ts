import { cjConnections } from "@nexusone/db/schema/cj";
import { webhooks, webhookSecrets } from "@nexusone/db/schema/webhooks";
import { claimWebhooks } from "@nexusone/db/system/inbox";
import { findMerchantNamed } from "@nexusone/db/system/merchants";
import { withMerchant } from "@nexusone/db/with-merchant";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepBody, openBody } from "../inbox/sealed-body.ts";
import { createKeyring, type Keyring } from "./keyring.ts";
import { rotateSecrets } from "./rotate-secrets.ts";
import { sealedTables } from "./sealed-columns.ts";

const [OLD, NEW] = ["the master key of last year, 40 characters", "the master key of this year, 40 characters"];
const [old, both, fresh] = [createKeyring([OLD]), createKeyring([NEW, OLD]), createKeyring([NEW])];

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase();
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

let account = 0;
async function shop(keyring: Keyring, secrets: number): Promise<string> {
  const { id: merchantId } = await createMerchant(test.db);
  await withMerchant(test.db, { merchantId }, async (tx) => {
    const at = new Date();
    await tx.insert(cjConnections).values({
      environment: "live",
      accountNumber: `CJ${(account += 1)}`,
      accountLabel: "CJ",
      apiKeySealed: keyring.seal(`key of ${merchantId}`, "cj_connections.api_key"),
      accessTokenSealed: null,
      status: "connected",
      connectedAt: at,
    });
    const [webhook] = await tx
      .insert(webhooks)
      .values({
        url: "https://shop.example/hook",
        description: "",
        eventTypes: [],
        ordered: false,
        ratePerMinute: 60,
        bodySignature: false,
        registeredAt: at,
      })
      .returning();
    for (let n = 0; n < secrets; n += 1)
      await tx.insert(webhookSecrets).values({
        webhookId: webhook!.id,
        secretSealed: keyring.seal(`secret ${n}`, "webhook_secrets.secret"),
        registeredAt: at,
      });
  });
  return merchantId;
}

const secretsOf = (merchantId: string, keyring: Keyring) =>
  withMerchant(test.db, { merchantId }, async (tx) => [
    ...(await tx.select().from(cjConnections)).map((row) => keyring.open(row.apiKeySealed, "cj_connections.api_key")),
    ...(await tx.select().from(webhookSecrets).orderBy(webhookSecrets.id)).map((row) =>
      keyring.open(row.secretSealed, "webhook_secrets.secret"),
    ),
  ]);

it("[SEC-07] a rotation seals every merchant's secrets under the newest key: the old one can go", async () => {
  const shops = [await shop(old, 5), await shop(old, 0), await shop(both, 1)];
  const before = await Promise.all(shops.map((id) => secretsOf(id, both)));
  expect(before[0]).toEqual([`key of ${shops[0]}`, "secret 0", "secret 1", "secret 2", "secret 3", "secret 4"]);
  await expect(secretsOf(shops[0]!, fresh)).rejects.toThrow(/unknown key/);

  const bytes = new Uint8Array([0xff, 0x00, 0x7b]);
  for (const keyHash of ["a", "b", "c"])
    await keepBody({ ...platform, keyring: old }, { channel: "cj", keyHash, bytes, headers: { sign: "s" } });
  const { merchants, resealed } = await rotateSecrets(test.db, both, 2);
  expect(merchants).toBe(3);
  expect(resealed).toMatchObject({ "cj_connections.api_key_sealed": 2, "webhook_secrets.secret_sealed": 5 });
  expect(resealed).toHaveProperty("webhook_inbox", 3);
  expect(Object.keys(resealed).length).toBe(sealedTables().flatMap(({ columns }) => columns).length + 1);
  const [kept] = await claimWebhooks(test.db, 1, 1_000);
  expect(Buffer.from(openBody({ ...platform, keyring: fresh }, kept!.bodySealed)).toString("latin1")).toBe(
    "\u00ff\u0000{",
  );
  expect(await Promise.all(shops.map((id) => secretsOf(id, fresh)))).toEqual(before);

  const again = await rotateSecrets(test.db, both, 2);
  expect(Object.values(again.resealed).every((count) => count === 0)).toBe(true);
});

it("[SEC-07] a rotation leaves a value that was written meanwhile, and ends when it cannot open one", async () => {
  const id = await shop(old, 1);
  const written = both.seal("written meanwhile", "cj_connections.api_key");
  const writer = withMerchant(test.db, { merchantId: id }, async (tx) => {
    await tx.update(cjConnections).set({ apiKeySealed: written });
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all([writer, rotateSecrets(test.db, both)]);
  const [row] = await withMerchant(test.db, { merchantId: id }, (tx) => tx.select().from(cjConnections));
  expect(row!.apiKeySealed).toBe(written);

  const lost = await shop(createKeyring(["a key that nobody wrote down, 40 characters"]), 0);
  await expect(rotateSecrets(test.db, both)).rejects.toThrow(/cannot open a sealed cj_connections.api_key/);
  await test.sql`delete from merchants where id = ${lost}`;
});

it("[AUT-06] a command finds a merchant by slug or id, and nothing by anything else", async () => {
  const merchant = await createMerchant(test.db);
  expect(await findMerchantNamed(test.db, merchant.slug)).toBe(merchant.id);
  expect(await findMerchantNamed(test.db, merchant.id.toUpperCase())).toBe(merchant.id);
  for (const name of ["", "%", `${merchant.slug} `, merchant.name])
    expect(await findMerchantNamed(test.db, name)).toBeUndefined();
});
