import { createDatabase } from "@nexusone/db/with-merchant";
import { createTestPlatform } from "@nexusone/testing/contexts";
import { importProductsJob } from "./import-products-job.ts";

/** One attempt of the import job in a process of its own, which a failpoint may kill. Forked by batch-crash.test.ts. */
const input = JSON.parse(process.argv[2] ?? "") as { url: string; merchantId: string; previewId: string };
const db = createDatabase({ url: input.url, applicationName: "import-child" });
// Its clock stands where the one of the test does.
await importProductsJob.handle(createTestPlatform(db), { merchantId: input.merchantId, previewId: input.previewId });
await db.close();
