/**
 * The files that take longest, by project, longest first: what begins last must be short, or the other workers wait for it.
 * `npm test` names the slowest of a run at its end.
 */
export const SLOWEST: readonly string[] = [
  "apps/server/src/isolation/merchant-procedures.test.ts",
  "apps/server/src/crash/failpoints.test.ts",
  "packages/db/src/backup/backup.test.ts",
  "apps/server/src/fuzz/procedures.test.ts",
  "apps/server/src/processes/dispatcher-killed.test.ts",
  "apps/server/src/crash/lifecycle.test.ts",
  "apps/server/src/processes/three-processes.test.ts",
  "packages/core/src/jobs/queue.test.ts",
  "packages/core/src/jobs/processes.test.ts",
  "packages/core/src/media/copy-pictures.test.ts",
  "packages/core/src/imports/batch-crash.test.ts",
  "packages/core/src/cj/gateway.test.ts",
  "apps/server/src/jobs/takeover.test.ts",
  "apps/server/src/processes/idle-listeners.test.ts",
  "packages/db/src/embedded/start.test.ts",
  "apps/server/src/http/slow-listeners.test.ts",
  "e2e/src/queue-death.test.ts",
  "e2e/src/card-states.test.ts",
  "e2e/src/admin.test.ts",
  "e2e/src/system.test.ts",
  "e2e/src/sourcing.test.ts",
  "e2e/src/catalogue.test.ts",
];
