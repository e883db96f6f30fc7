import { listBodiesSealedBefore, storeResealedBody } from "@nexusone/db/system/inbox-admin";
import type { Database } from "@nexusone/db/with-merchant";
import type { Keyring } from "../secrets/keyring.ts";
import { BODY_PURPOSE } from "./sealed-body.ts";

/** Seals kept bodies anew under the newest master key: they belong to no merchant yet. Safe to repeat. @returns how many */
export async function resealInbox(db: Database, keyring: Keyring, batch: number): Promise<number> {
  let resealed = 0;
  for (let after: string | null = null; ;) {
    const page = { prefix: keyring.newestPrefix, after, limit: batch };
    const bodies = await listBodiesSealedBefore(db, page);
    for (const { id, bodySealed } of bodies)
      await storeResealedBody(db, { id, bodySealed: keyring.reseal(bodySealed, BODY_PURPOSE) ?? bodySealed });
    resealed += bodies.length;
    if (bodies.length < batch) return resealed;
    after = bodies.at(-1)?.id ?? null;
  }
}
