import { explain } from "@nexusone/contracts/reasons";
import { DomainError } from "@nexusone/core/errors";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ZodError } from "zod";
import type { RequestContext } from "../context.ts";
import { HTTP_STATUS } from "../error-map.ts";
import { appRouter } from "../router.ts";
import { createCallerFactory, problemOf, toDomainError } from "../trpc.ts";
import { coerceQuery, fieldTypes, inputSchema } from "./coerce.ts";
import { admitLargeBodies } from "./large-bodies.ts";
import { camelKeys, snakeKeys, toRestName } from "./names.ts";
import { doorsOf, restProcedures } from "./procedures.ts";
import { unknownField } from "./unknown-field.ts";

const createCaller = createCallerFactory(appRouter);
const SAFE = new Set(["GET", "HEAD"]);

/** Real Fastify routes over the same verbs: names in snake_case, errors as `{ error: { reason, ... } }`. */
export function mountRest(
  app: FastifyInstance,
  createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>,
): void {
  const large = admitLargeBodies(createContext);
  const byPath = new Map(restProcedures().map(({ path, route }) => [path, route]));
  for (const { path, route, input } of restProcedures()) {
    const schema = inputSchema(input);
    const shape = fieldTypes(schema);
    for (const door of doorsOf(route)) {
      app.route({
        method: door.method,
        url: door.path.replace(/\{(\w+)\}/g, ":$1"),
        ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit, onRequest: large.admit }),
        handler: async (request, reply) => {
          const ctx = large.contextOf(request) ?? (await createContext(request, reply));
          try {
            // An address holds text alone; a body says itself what is a number.
            const asked = coerceQuery(camelKeys(request.query) as Record<string, unknown>, shape);
            const body = SAFE.has(door.method) ? {} : (camelKeys(bodyOf(request)) as object);
            const places = coerceQuery(request.params as Record<string, unknown>, shape);
            // A misspelt `dry_run` must not be taken for none.
            const unknown = unknownField(body, schema);
            const refusedInput =
              unknown === undefined
                ? undefined
                : new DomainError("request.invalid", { problem: `no field is called ${unknown}` });
            const given = { ...asked, ...body, ...places };
            const stranger = route.publicWith && route.publicWith.field in given ? route.publicWith : undefined;
            const answering = stranger ? byPath.get(stranger.procedure) : route;
            const value = await callByPath(createCaller({ ...ctx, refusedInput }), stranger?.procedure ?? path, given);
            if (answering?.keptSeconds) void reply.header("cache-control", `public, max-age=${answering.keptSeconds}`);
            return await reply.status(route.status ?? 200).send(snakeKeys(value));
          } catch (error) {
            return sendError(reply, ctx, error);
          }
        },
      });
    }
  }
}

/** @throws request.invalid for a body that has no fields, such as a list */
function bodyOf({ body }: FastifyRequest): object {
  if (body === undefined || body === null) return {};
  if (typeof body !== "object" || Array.isArray(body))
    throw new DomainError("request.invalid", { problem: "the body must be a JSON object" });
  return body;
}

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
  const domain = inRestNames(toDomainError(error, ctx.requestId));
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
      details: snakeKeys(domain.details),
      request_id: ctx.requestId,
    },
  });
}

/** An input that was refused, with its fields called as they were sent. */
function inRestNames(error: DomainError): DomainError {
  const cause = error.reason === "request.invalid" ? zodErrorIn(error.cause) : undefined;
  if (!cause) return error;
  const rest = (name: PropertyKey) => (typeof name === "string" ? toRestName(name) : name);
  const issues = cause.issues.map((issue) => ({ ...issue, path: issue.path.map(rest) }));
  return new DomainError("request.invalid", { problem: problemOf(new ZodError(issues)) }, error);
}

function zodErrorIn(error: unknown): ZodError | undefined {
  if (error instanceof ZodError) return error;
  return error instanceof Error ? zodErrorIn(error.cause) : undefined;
}
