import { Readable } from "node:stream";
import type { ServiceContext } from "@nexusone/core/context";
import { DomainError } from "@nexusone/core/errors";
import { exportOrders } from "@nexusone/core/orders/export-orders";
import { exportRecipients } from "@nexusone/core/campaigns/list-recipients";
import { exportPayments } from "@nexusone/core/payments/export-payments";
import type { FastifyInstance } from "fastify";
import type { CreateContext } from "./request-context.ts";

export const ORDERS_EXPORT_PATH = "/api/orders/export";
export const PAYMENTS_EXPORT_PATH = "/api/payments/export";
export const CAMPAIGN_EXPORT_PATH = "/api/campaigns/export";

type Pieces = AsyncGenerator<string, void, undefined>;
type CsvFile = { readonly pieces: Pieces; readonly headers?: Readonly<Record<string, string>> };

/**
 * A file of the merchant's as CSV by the filters in the body, sent while it is read. What is refused is an answer like any other;
 * what fails on the way cuts the connection, so that nobody takes half a file for a whole one.
 */
export function mountCsv(
  app: FastifyInstance,
  createContext: CreateContext,
  path: string,
  open: (service: ServiceContext, body: object) => Promise<CsvFile>,
): void {
  const fileName = path.split("/").at(-2);
  app.post(path, async (request, reply) => {
    const { principal, merchantId, takeLimit } = await createContext(request, reply);
    if (principal.kind === "anonymous") throw principal.refusal ?? new DomainError("request.unauthenticated");
    if (!principal.service)
      throw new DomainError(merchantId ? "request.merchant_forbidden" : "request.merchant_required");
    await takeLimit("heavy");
    const { pieces, headers } = await open(principal.service, (request.body ?? {}) as object);
    return reply
      .headers({
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${fileName}.csv"`,
        "cache-control": "no-store",
        ...headers,
      })
      .send(Readable.from(pieces, { objectMode: false, highWaterMark: 64 * 1024 }));
  });
}

/** `POST /api/orders/export`, `POST /api/payments/export` and `POST /api/campaigns/export`. */
export function mountExports(app: FastifyInstance, createContext: CreateContext): void {
  mountCsv(app, createContext, ORDERS_EXPORT_PATH, async (service, body) => ({
    pieces: await exportOrders(service, body),
  }));
  mountCsv(app, createContext, PAYMENTS_EXPORT_PATH, async (service, body) => ({
    pieces: await exportPayments(service, body),
  }));
  mountCsv(app, createContext, CAMPAIGN_EXPORT_PATH, async (service, body) => ({
    pieces: await exportRecipients(service, body as { id: string }), // parsed there
  }));
}
