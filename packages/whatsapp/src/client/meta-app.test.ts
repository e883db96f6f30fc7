import { afterAll, beforeAll, expect, it } from "vitest";

import { accountHasNumber, createMetaApp } from "./meta-app.ts";
import { failureOf, graphError, startVendor } from "./vendor.fixture.ts";
import type { Vendor } from "./vendor.fixture.ts";

let vendor: Vendor;
beforeAll(async () => {
  vendor = await startVendor();
});
afterAll(() => vendor.close());

const baseUrl = () => `${vendor.url}/v24.0`;
const app = () => createMetaApp({ baseUrl: baseUrl(), appId: "22", appSecret: "s3cret" });

it("[WAM-12] an app proves itself with its own secret, and a wrong one is told as such without quoting it", async () => {
  vendor.behave({ json: { id: "22" } });
  await app().prove();
  const [seen] = vendor.requests();
  expect([seen?.path, seen?.headers.authorization]).toEqual(["/v24.0/22", "Bearer 22|s3cret"]);
  vendor.behave(graphError(190, "Invalid OAuth access token signature: 22|s3cret", 400));
  const failure = await failureOf(app().prove());
  expect(failure.kind).toBe("token_dead");
  expect(JSON.stringify([failure.message, failure.details])).not.toContain("s3cret");
});

it("[WAM-12] an app asks for messages and for what befalls templates, numbers and account, at one address", async () => {
  vendor.behave({ json: { success: true } });
  await app().subscribe({ url: "https://shop.example/hook", verifyToken: "word" });
  expect(vendor.requests()[0]?.path).toBe("/v24.0/22/subscriptions");
  expect(vendor.json()).toMatchObject({
    object: "whatsapp_business_account",
    callback_url: "https://shop.example/hook",
    verify_token: "word",
    fields: expect.stringMatching(/^messages,.*account_update.*security/),
  });
});

it("[WAM-12] tells whether an account has a number, and admits when it did not see them all", async () => {
  const ask = (phoneNumberId: string) =>
    accountHasNumber({ baseUrl: baseUrl(), token: "t" }, { accountId: "44", phoneNumberId });
  vendor.behave({ json: { data: [{ id: "1" }, { id: "2" }] } });
  expect(await ask("2")).toBe(true);
  expect(vendor.requests()[0]?.path).toBe("/v24.0/44/phone_numbers");
  expect(await ask("3")).toBe(false);
  vendor.behave({ json: { data: [{ id: "1" }], paging: { next: "https://graph/next" } } });
  expect(await ask("3")).toBeNull();
});
