import { randomUUID } from "node:crypto";
import { MerchantId } from "../../packages/contracts/src/ids.ts";
import { systemClock } from "../../packages/core/src/clock.ts";
import type { ServiceContext } from "../../packages/core/src/context.ts";
import type { Keyring } from "../../packages/core/src/secrets/keyring.ts";
import type { Database } from "../../packages/db/src/with-merchant.ts";

const away = () => Promise.reject(new Error("a command sends no mail, queues no job and touches no file"));
const silent = () => undefined;

/** The operator at the command line acting for a merchant: database, keys and clock; no mail, no jobs, no vendors, no files. */
export const commandContext = (db: Database, keyring: Keyring, merchantId: string): ServiceContext => ({
  platform: {
    db,
    keyring,
    clock: systemClock,
    mailer: { send: away, close: silent },
    jobs: { queues: [], find: silent, enqueue: away, enqueueMany: away, requeue: away, figures: away, redrive: away },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    suppliers: [],
    whatsapp: { graphUrls: {}, whapiUrls: {}, apps: {} },
    models: {},
    cj: { baseUrls: {}, outgoingAddress: "command" },
    media: {
      storage: { put: away, read: away, remove: away, removeMerchant: away, merchants: away },
      linkBase: "",
      scratch: "",
    },
    config: { publicUrl: "", extensionId: "", demo: false },
  },
  merchantId: MerchantId.parse(merchantId),
  actor: { kind: "system", name: "command" },
  requestId: randomUUID(),
  locale: "en",
});
