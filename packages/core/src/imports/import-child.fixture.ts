import { createDatabase } from "@nexusone/db/with-merchant";
import { createTestPlatform } from "@nexusone/testing/contexts";
import { importProductsJob } from "./import-products-job.ts";
import { jobContext } from "./importer.ts";
import { undoBatch } from "./undo-batch.ts";

/** One attempt of the import job, or an undo, in a process of its own, which a failpoint may kill. Forked by batch-crash.test.ts. */
export type ChildInput = { url: string; merchantId: string; previewId: string; undo: boolean };
const input = JSON.parse(process.argv[2] ?? "") as ChildInput;
const db = createDatabase({ url: input.url, applicationName: "import-child" });
// Its clock stands where the one of the test does.
const platform = createTestPlatform(db);
const { merchantId, previewId } = input;
if (input.undo) {
  const undoer = jobContext(platform, merchantId, "undo", { userId: null, name: "", extensionSessionId: null });
  await undoBatch(undoer, { id: previewId });
} else await importProductsJob.handle(platform, { merchantId, previewId });
await db.close();
