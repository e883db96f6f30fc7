import { explain } from "@nexusone/contracts/reasons";
import type { AnyTRPCProcedure } from "@trpc/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { RequestContext } from "../context.ts";
import { HTTP_STATUS } from "../error-map.ts";
import { appRouter } from "../router.ts";
import { createCallerFactory, toDomainError, type Meta, type RestRoute } from "../trpc.ts";
import { camelKeys, snakeKeys } from "./names.ts";
import { coerceQuery, fieldTypes } from "./coerce.ts";

export type RestProcedure = { readonly path: string; readonly route: RestRoute; readonly input: z.ZodType };

// The record is flat: `catalog.listProducts` to its procedure; its declared type is the nested one.
const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;

/** Every procedure that has a REST door, with its doors. */
export function restProcedures(): RestProcedure[] {
  return Object.entries(procedures).flatMap(([path, procedure]) => {
    const route = (procedure._def.meta as Meta | undefined)?.rest;
    const [input = z.object({})] = procedure._def.inputs as z.ZodType[];
    return route ? [{ path, route, input }] : [];
  });
}

/** `GET /api/cj/products/{id}` for `also` entries; the first door is method and path of the route itself. */
export const doorsOf = (route: RestRoute): { method: RestRoute["method"]; path: string }[] => [
  { method: route.method, path: route.path },
  ...(route.also ?? []).map((text) => {
    const [method, path] = text.split(" ") as [RestRoute["method"], string];
    return { method, path };
  }),
];

const createCaller = createCallerFactory(appRouter);
const SAFE = new Set(["GET", "HEAD"]);

/** Real Fastify routes over the same verbs: names in snake_case, errors as `{ error: { reason, ... } }`. */
export function mountRest(
  app: FastifyInstance,
  createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>,
): void {
  for (const { path, route, input } of restProcedures()) {
    const shape = fieldTypes(input);
    for (const door of doorsOf(route)) {
      app.route({
        method: door.method,
        url: door.path.replace(/\{(\w+)\}/g, ":$1"),
        handler: async (request, reply) => {
          const ctx = await createContext(request, reply);
          try {
            const given = SAFE.has(door.method) ? request.query : { ...(request.query as object), ...bodyOf(request) };
            const named = { ...(camelKeys(given) as object), ...(request.params as object) };
            const value = await callByPath(createCaller(ctx), path, coerceQuery(named, shape));
            return await reply.status(route.status ?? 200).send(snakeKeys(value));
          } catch (error) {
            return sendError(reply, ctx, error);
          }
        },
      });
    }
  }
}

const bodyOf = (request: FastifyRequest): object =>
  typeof request.body === "object" && request.body !== null && !Array.isArray(request.body) ? request.body : {};

/** `catalog.listProducts` on the caller; the path comes from the router itself. */
function callByPath(caller: unknown, path: string, input: unknown): Promise<unknown> {
  const call = path.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], caller);
  return (call as (input: unknown) => Promise<unknown>)(input);
}

export function sendError(
  reply: FastifyReply,
  ctx: Pick<RequestContext, "requestId" | "locale">,
  error: unknown,
): FastifyReply {
  const domain = toDomainError(error, ctx.requestId);
  const { code, sentence, remedy, retry } = explain(domain.reason, ctx.locale, domain.details);
  if (domain.kind === "too_many" && domain.details["seconds"] !== undefined)
    void reply.header("retry-after", String(domain.details["seconds"]));
  return reply.status(HTTP_STATUS[domain.kind]).send({
    error: {
      reason: code,
      message: sentence,
      remedy: remedy.label,
      remedy_href: remedy.href ?? null,
      retry,
      details: domain.details,
      request_id: ctx.requestId,
    },
  });
}
