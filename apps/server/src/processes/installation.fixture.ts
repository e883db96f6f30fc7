import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Failpoint } from "@nexusone/core/failpoints";
import { connectDirect } from "@nexusone/db/direct";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import type { TestCluster } from "@nexusone/testing/global-setup";
import { expect } from "vitest";
import { Merchant } from "../crash/merchant.ts";
import { startProgram, type Program } from "../crash/program.ts";

/** What all programs of an installation seal with. */
export const SHARED_KEY = "a secret that all processes share and is long enough";

/** Several real programs on one Postgres, as a larger installation runs them. */
export type Installation = {
  readonly database: TestDatabase;
  readonly sandbox: Sandbox;
  readonly start: (
    role: "all" | "web" | "worker",
    options?: { failpoint?: Failpoint | undefined; env?: Readonly<Record<string, string>> },
  ) => Promise<Program>;
  /** A demo merchant's owner, signed in at one of the programs. */
  readonly merchantAt: (program: Program, email?: string) => Promise<Merchant>;
  readonly stop: () => Promise<void>;
};

/** `cluster`: a Postgres of its own, which the caller stops. */
export async function openInstallation({
  fullSpeed,
  cluster,
}: {
  readonly fullSpeed: boolean;
  readonly cluster?: TestCluster;
}): Promise<Installation> {
  const database = await createTestDatabase({ ...(cluster && { cluster }) });
  const sandbox = await startSandbox({ fullSpeed });
  const path = mkdtempSync(join(tmpdir(), "nexusone-processes-"));
  const programs: Program[] = [];
  return {
    database,
    sandbox,
    start: async (role, { failpoint, env } = {}) => {
      const program = await startProgram({ path }, sandbox, failpoint, {
        ROLE: role,
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        SECRET_KEY: SHARED_KEY,
        ...env,
      });
      programs.push(program);
      // Whoever is to die may have done so already.
      if (!failpoint) expect(program.alive(), program.output()).toBe(true);
      return program;
    },
    merchantAt: async (program, email) => {
      const merchant = new Merchant({ connect: () => connectDirect(database.superuserUrl, { max: 1 }) }, sandbox);
      merchant.url = program.url;
      await merchant.signIn(email);
      return merchant;
    },
    stop: async () => {
      await Promise.all(programs.map((program) => program.stop("SIGKILL")));
      await sandbox.stop();
      await database.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
