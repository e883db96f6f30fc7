import { countIn, createMetrics } from "../../apps/server/src/observe/metrics.ts";
import { createServer } from "../../apps/server/src/http/app.ts";
import { readConfig } from "../../apps/server/src/config.ts";
import type { MerchantId } from "@nexusone/contracts/ids";
import { startUsageCounter } from "@nexusone/core/analytics/usage-counter";
import { systemClock } from "@nexusone/core/clock";
import { startEventHub } from "@nexusone/core/events/hub";
import { hashToken } from "@nexusone/core/secrets/keyring";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { findProductParts } from "@nexusone/db/queries/catalog-product";
import { findLogOfProduct } from "@nexusone/db/queries/imports-logs";
import { findSessionByToken } from "@nexusone/db/system/identity-lookups";
import { createDatabase, withMerchant } from "@nexusone/db/with-merchant";
import { createTestPlatform } from "@nexusone/testing/contexts";
import fastify, { type FastifyRequest } from "fastify";

/** The real HTTP program and its floor in one process, on one pool. Started by rpc.ts. */
export type RpcServers = { readonly ours: string; readonly floor: string };

const DAY_MS = 86_400_000;
const { appUrl } = JSON.parse(process.argv[2] ?? "{}") as { appUrl: string };
const db = createDatabase({ url: appUrl, max: 10 });

const metrics = createMetrics();
const base = { ...createTestPlatform(db), clock: systemClock };
const platform = { ...base, usage: countIn(startUsageCounter(base), metrics) };
const hub = await startEventHub(db, () => undefined);
const ours = await createServer({
  config: readConfig({ PORT: "0" }),
  platform,
  hub,
  metrics,
  queueReady: () => true,
});

type Who = { readonly merchantId: string; readonly userId: string };

/** The same session lookup, transaction, row security and queries; nothing is checked, counted, computed or typed. */
async function who(request: FastifyRequest): Promise<Who | undefined> {
  const token = /nexusone_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  const merchantId = String(request.headers["x-merchant-id"]);
  const now = new Date();
  const session = await findSessionByToken(db, hashToken(token), {
    merchantId: merchantId as MerchantId,
    now,
    slideUntil: new Date(now.getTime() + 30 * DAY_MS),
  });
  return session?.role ? { merchantId, userId: session.userId } : undefined;
}

const floor = fastify({ logger: false });
floor.get("/settings", async (request, reply) => {
  const asking = await who(request);
  if (!asking) return reply.code(401).send();
  return withMerchant(db, { ...asking, readOnly: true }, findMerchantWithRate);
});
floor.get<{ Params: { id: string } }>("/product/:id", async (request, reply) => {
  const asking = await who(request);
  if (!asking) return reply.code(401).send();
  return withMerchant(db, { ...asking, readOnly: true }, async (tx) => {
    const { id } = request.params;
    const [product, log, pricing] = await Promise.all([
      findProductParts(tx, id),
      findLogOfProduct(tx, id),
      findMerchantWithRate(tx),
    ]);
    return { product, log, pricing };
  });
});

const listen = (app: typeof floor | typeof ours): Promise<string> => app.listen({ port: 0, host: "127.0.0.1" });
process.once("disconnect", () => {
  void Promise.all([ours.close(), floor.close()])
    .then(() => hub.stop())
    .then(() => db.close())
    .then(() => process.exit(0));
});
process.send?.({ ours: await listen(ours), floor: await listen(floor) } satisfies RpcServers);
