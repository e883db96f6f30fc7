import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXTENSION_ID } from "@nexusone/contracts/extension-id";
import { MerchantId, UserId } from "@nexusone/contracts/ids";
import type { Role } from "@nexusone/contracts/permissions";
import { cjSupplier } from "@nexusone/core/cj/cj-supplier";
import { fixedClock } from "@nexusone/core/clock";
import type { ClientContext, ServiceContext, UserContext } from "@nexusone/core/context";
import { importProductsJob } from "@nexusone/core/imports/import-products-job";
import { readPreviewJob } from "@nexusone/core/imports/read-preview-job";
import type { Job } from "@nexusone/core/jobs/define-job";
import { createJobQueue } from "@nexusone/core/jobs/job-queue";
import type { Mail } from "@nexusone/core/mail/mailer";
import type { Platform } from "@nexusone/core/platform";
import { createKeyring } from "@nexusone/core/secrets/keyring";
import type { Database } from "@nexusone/db/with-merchant";
import { memoryStorage } from "./memory-storage.ts";
import { createMembership, createMerchant, createUser, type MerchantOverrides } from "./merchants.ts";

export type TestPlatform = Platform & {
  readonly clock: ReturnType<typeof fixedClock>;
  /** Mails sent so far. */
  readonly mails: Mail[];
  /** Jobs enqueued so far; nobody runs them. */
  readonly enqueued: { readonly name: string; readonly payload: unknown }[];
};

const SECRET = "a secret of the test suite, long enough for any key";

/** A process without network: its clock stands still until moved, mails and jobs are only collected. */
export function createTestPlatform(db: Database, overrides: Partial<Omit<Platform, "clock">> = {}): TestPlatform {
  const mails: Mail[] = [];
  const enqueued: { name: string; payload: unknown }[] = [];
  const silent = () => undefined;
  return {
    db,
    keyring: createKeyring([SECRET]),
    mailer: { send: async (mail) => void mails.push(mail), close: silent },
    jobs: createJobQueue([importProductsJob, readPreviewJob] as readonly Job[], {
      put: async (_tx, _queue, jobs) =>
        void enqueued.push(...jobs.map(({ data }) => ({ name: data.job, payload: data.payload }))),
      waiting: async () => 0,
      isWaiting: async () => false,
      figures: async () => ({ queues: [], schedule: [] }),
      redrive: async () => 0,
    }),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    suppliers: [cjSupplier],
    cj: { baseUrls: {}, outgoingAddress: "127.0.0.1" },
    whatsapp: { graphUrls: {}, whapiUrls: {}, apps: {} },
    models: {},
    media: {
      storage: memoryStorage(),
      linkBase: "http://127.0.0.1:3000",
      scratch: join(tmpdir(), "nexusone-scratch-of-tests"),
    },
    config: { publicUrl: "http://127.0.0.1:3000", extensionId: EXTENSION_ID, demo: false },
    ...overrides,
    clock: fixedClock("2026-03-02T09:00:00Z"),
    mails,
    enqueued,
  };
}

/** A request of nobody in particular, from an address of its own. */
export function clientContext(platform: Platform, overrides: Partial<ClientContext> = {}): ClientContext {
  const address = `test-${randomUUID()}`;
  return { platform, requestId: randomUUID(), locale: "en", address, userAgent: "test", ...overrides };
}

/** A signed-in person. */
export function userContext(platform: Platform, user: { id: string; isPlatformAdmin?: boolean }): UserContext {
  const { id, isPlatformAdmin = false } = user;
  return { ...clientContext(platform), user: { id: UserId.parse(id), sessionId: randomUUID(), isPlatformAdmin } };
}

/** A person acting for a merchant in a role; membership is the caller's affair. */
export function serviceContext(
  platform: Platform,
  who: { merchantId: string; userId: string; role: Role; name?: string },
): ServiceContext {
  const { merchantId, userId, role, name = "Test Person" } = who;
  return {
    platform,
    merchantId: MerchantId.parse(merchantId),
    actor: { kind: "user", userId: UserId.parse(userId), name, role, sessionId: randomUUID() },
    requestId: randomUUID(),
    locale: "en",
  };
}

/** A new member of a merchant and the context they act in. */
export async function createMember(platform: Platform, merchantId: string, role: Role) {
  const user = await createUser(platform.db);
  await createMembership(platform.db, { merchantId, userId: user.id, role });
  return { user, ctx: serviceContext(platform, { merchantId, userId: user.id, role, name: user.name }) };
}

/** A new merchant with one member. */
export async function createStaffedMerchant(
  platform: Platform,
  role: Role = "owner",
  overrides: MerchantOverrides = {},
) {
  const merchant = await createMerchant(platform.db, overrides);
  return { merchant, ...(await createMember(platform, merchant.id, role)) };
}
