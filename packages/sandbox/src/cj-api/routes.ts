import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { webhookEndpoints } from "../cj-push/set-webhooks.ts";
import { hexDigits } from "../random.ts";
import type { World } from "../world.ts";
import { qpsOfLevel, type CjAccount } from "./accounts.ts";
import { authEndpoints } from "./auth.ts";
import { CjRefusal, refusalReply, refusals, type CjReply } from "./envelope.ts";
import { CALLS_PER_ADDRESS } from "./limits.ts";
import { logisticsEndpoints } from "./logistics.ts";
import { orderEndpoints } from "./orders.ts";
import { paymentEndpoints } from "./payments.ts";
import { productEndpoints } from "./products.ts";
import type { CjEndpoint } from "./request.ts";
import { reviewEndpoints } from "./reviews.ts";
import { stockEndpoints } from "./stock.ts";

export const CJ_API_PATH = "/cj/api2.0/v1";

const endpoints = new Map<string, CjEndpoint>(
  [
    ...authEndpoints,
    ...productEndpoints,
    ...stockEndpoints,
    ...logisticsEndpoints,
    ...orderEndpoints,
    ...paymentEndpoints,
    ...reviewEndpoints,
    ...webhookEndpoints,
  ].map((endpoint) => [endpoint.path, endpoint]),
);

export function registerCjApi(app: FastifyInstance, world: World): void {
  let requestNumber = 0;
  app.all(`${CJ_API_PATH}/*`, async (request, reply) => {
    const path = new URL(request.url, "http://sandbox").pathname.slice(CJ_API_PATH.length);
    const endpoint = endpoints.get(path);
    if (!endpoint)
      return reply.code(501).type("text/plain").send(`The sandbox does not model CJ's ${request.method} ${path}\n`);
    return sendCj(reply, await answer(world, endpoint, request), ++requestNumber);
  });
}

/** Request ids are written with and without dashes, turn by turn; endpoints that send `null` keep it. */
export function sendCj(reply: FastifyReply, { status, body }: CjReply, requestNumber: number): FastifyReply {
  const hex = hexDigits(`request:${requestNumber}`, 32);
  const dashed = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  const requestId = body["requestId"] === undefined ? (requestNumber % 2 === 0 ? dashed : hex) : body["requestId"];
  reply.cjCode = typeof body["code"] === "number" ? body["code"] : undefined;
  return reply
    .code(status)
    .type("application/json;charset=UTF-8")
    .send(JSON.stringify({ ...body, requestId }));
}

async function answer(world: World, endpoint: CjEndpoint, request: FastifyRequest): Promise<CjReply> {
  try {
    if (request.method !== endpoint.method) throw refusals.methodNotSupported();
    const account = admit(world, endpoint, request);
    const withBody = endpoint.method === "POST" || endpoint.method === "PATCH";
    const body = withBody && endpoint.path !== "/authentication/logout" ? readBody(request) : {};
    return await endpoint.handle({ world, account, query: request.query as Record<string, unknown>, body }); // Fastify parses the query into such a record
  } catch (error) {
    if (error instanceof CjRefusal) return refusalReply(error);
    throw error;
  }
}

/** Address limit, token, the account's own limit, points: in this order, so that a refused call costs nothing. */
function admit(world: World, endpoint: CjEndpoint, request: FastifyRequest): CjAccount | undefined {
  const { rates, accounts, fullSpeed, unpaced } = world;
  const token = request.headers["cj-access-token"];
  const account = typeof token === "string" && token !== "" ? accounts.findByAccessToken(token) : undefined;
  const address = `address:${request.ip}`;
  if (!unpaced && !rates.take(address, CALLS_PER_ADDRESS))
    throw refusals.tooMany(CALLS_PER_ADDRESS, rates.refusalStatus(address));
  if (!endpoint.needsToken) return undefined;
  if (token === undefined || token === "") throw refusals.tokenEmpty();
  if (!account) throw refusals.tokenInvalid();
  const qps = qpsOfLevel(account.level);
  const key = `account:${account.openId}`;
  if (!unpaced && !rates.take(key, qps)) throw refusals.tooMany(qps, rates.refusalStatus(key));
  if (!fullSpeed && !accounts.spend(account, endpoint.points)) throw refusals.quotaUsedUp(rates.refusalStatus(key));
  return account;
}

function readBody(request: FastifyRequest): Record<string, unknown> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\b/i.test(type)) throw refusals.contentType();
  const raw = request.body;
  if (!Buffer.isBuffer(raw) || raw.length === 0) throw refusals.bodyMissing();
  try {
    const parsed: unknown = JSON.parse(raw.toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>; // checked on the same line
  } catch {
    throw refusals.bodyNotJson();
  }
  throw refusals.bodyNotJson();
}
