import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { startTestCluster } from "@nexusone/testing/global-setup";

/** A Postgres of the bench's own with a migrated database, for the length of `work`. */
export async function withDatabase<T>(work: (database: TestDatabase) => Promise<T>): Promise<T> {
  const cluster = await startTestCluster();
  try {
    const database = await createTestDatabase({ cluster: cluster.coordinates, max: 10 });
    return await work(database).finally(() => database.close());
  } finally {
    await cluster.stop();
  }
}

/**
 * Runs `script` beside the bench so that it does not share its event loop; the child sends one message when it is ready and
 * ends when the channel closes. Node's own flags of the bench stay behind, but for `BENCH_CHILD_FLAGS` (a profile, say).
 */
export async function withChild<Ready, T>(
  script: string,
  input: unknown,
  work: (ready: Ready, child: ChildProcess) => Promise<T>,
): Promise<T> {
  const flags = process.env["BENCH_CHILD_FLAGS"]?.split(" ").filter(Boolean) ?? [];
  const child = fork(script, [JSON.stringify(input)], { execArgv: flags });
  const ended = once(child, "exit");
  try {
    const ready = await Promise.race([
      once(child, "message"),
      ended.then(([code]) => Promise.reject(new Error(`${script} ended with ${code} before it was ready`))),
    ]);
    return await work(ready[0] as Ready, child);
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}
