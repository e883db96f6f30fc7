import { MeView } from "@nexusone/contracts/identity";
import { clientContext, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticateSession } from "./authenticate.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

const input = (email: string) => ({
  email,
  password: "correct horse battery",
  name: "Zoé Martin",
  merchantName: "Café Lumière",
  currency: "EUR" as const,
  destinationCountry: "FR",
  locale: "fr" as const,
});

describe("signUp", () => {
  it("[AUT-01] creates the person and a merchant they own, and signs in", async () => {
    const signedIn = await signUp(clientContext(platform), input("zoe@example.com"));
    expect(MeView.parse(signedIn.me).memberships).toMatchObject([
      { slug: "cafe-lumiere", role: "owner", plan: "free", isDemo: false },
    ]);
    const merchantId = signedIn.me.memberships[0]?.merchantId;
    const who = await authenticateSession({ platform, token: signedIn.token, merchantId });
    expect(who?.membership).toMatchObject({ merchantId, role: "owner", plan: "free" });
    const again = await signIn(
      clientContext(platform),
      { email: "zoe@example.com", password: "correct horse battery" },
      { loopback: false },
    );
    expect(again.me).toEqual(signedIn.me);
    expect(again.token).not.toBe(signedIn.token);
  });
});
