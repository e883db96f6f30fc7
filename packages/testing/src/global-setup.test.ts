import { connectDirect } from "@nexusone/db/direct";
import { expect, it } from "vitest";
import { startTestCluster } from "./global-setup.ts";

it("a second server of the same process leaves the first alone", async () => {
  const first = await startTestCluster();
  const second = await startTestCluster();
  try {
    for (const { coordinates } of [first, second]) {
      const sql = connectDirect(coordinates.superuserUrl, { max: 1 });
      expect(await sql`select 1 as n`).toEqual([{ n: 1 }]);
      await sql.end();
    }
  } finally {
    await second.stop();
    await first.stop();
  }
}, 180_000);
