import type { ReportPageInput } from "@nexusone/contracts/page-reports";
import { createTestPlatform, userContext, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createUser } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listPageReports } from "../analytics/list-page-reports.ts";
import { pairedBrowser, reasonOf, request } from "./extension.fixture.ts";
import { reportPage } from "./report-page.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase({ max: 4 });
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const report: ReportPageInput = { host: "shop", page: "product", failed: ["priceBox", "gallery"], version: "1.2.0" };
const as = async (isPlatformAdmin: boolean) =>
  userContext(platform, { id: (await createUser(test.db)).id, isPlatformAdmin });

it("[EXT-01] what browsers no longer find is counted by selector and version for the platform admin, without a merchant", async () => {
  const { tokens, ctx } = await pairedBrowser(platform);
  const browser = await request(platform, tokens);
  await reportPage(browser, report);
  await reportPage(browser, { ...report, failed: ["priceBox"] });
  const seen = await listPageReports(await as(true), { range: "24h" });
  expect(seen.map(({ selector, page, host, version, reports }) => [selector, page, host, version, reports])).toEqual(
    expect.arrayContaining([
      ["priceBox", "product", "shop", "1.2.0", 2],
      ["gallery", "product", "shop", "1.2.0", 1],
    ]),
  );
  expect(JSON.stringify(await test.sql`select * from page_reports`)).not.toContain(ctx.merchantId);
  expect(await reasonOf(listPageReports(await as(false)))).toBe("identity.platform_admin_only");
});

it("[EXT-01] nothing but names of the list gets through, and twenty reports a day are enough", async () => {
  const { tokens, ctx } = await pairedBrowser(platform);
  const browser = await request(platform, tokens);
  const more = { ...report, url: "https://cjdropshipping.com/product/x" };
  await expect(reportPage(browser, more)).rejects.toThrow();
  await expect(reportPage(browser, { ...report, failed: ["<b>page text</b>"] as never })).rejects.toThrow();
  expect(await reasonOf(reportPage(ctx, report))).toBe("extension.not_paired");
  for (let n = 0; n < 20; n++) await reportPage(browser, report);
  expect(await reasonOf(reportPage(browser, report))).toBe("request.too_many");
});
