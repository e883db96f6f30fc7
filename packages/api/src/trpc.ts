import { databaseUnavailable, DomainError, isDomainError } from "@nexusone/core/errors";
import { OK } from "@nexusone/contracts/analytics-terms";
import type { Permission } from "@nexusone/contracts/permissions";
import { explain } from "@nexusone/contracts/reasons";
import { initTRPC, TRPCError } from "@trpc/server";
import { z, ZodError } from "zod";
import { countCall } from "./count-call.ts";
import type { Principal, RequestContext } from "./context.ts";
import { TRPC_CODE } from "./error-map.ts";
import { storable } from "./storable.ts";

/** A REST door of a procedure: method and path with `{id}` places; field names become snake_case there. */
export type RestRoute = {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  /** Further doors, as `POST /api/other`. */
  readonly also?: readonly `${"GET" | "POST" | "PATCH" | "DELETE"} /${string}`[];
  readonly summary: string;
  readonly status?: 200 | 201;
  /** Of a body larger than the usual megabyte; it is read only for who is signed in. */
  readonly bodyLimit?: number;
  /** The permission its verb asks for, which is the scope that an API key needs. */
  readonly permission?: Permission;
  /** Strangers who send this field are answered by that public procedure. */
  readonly publicWith?: { readonly field: string; readonly procedure: string };
  /** An answer that is the same for everybody may be kept by anybody for so long. */
  readonly keptSeconds?: number;
  /** A body that reads well in the documentation, by our names. Without one it is made from the schema. */
  readonly example?: Readonly<Record<string, unknown>>;
};
export type Meta = {
  readonly rest?: RestRoute;
  readonly heavy?: boolean;
  /** Who may call at all; set by the base procedures below. */
  readonly auth?: "public" | "user" | "merchant";
};

const t = initTRPC
  .context<RequestContext>()
  .meta<Meta>()
  .create({
    // Never stack traces in answers, whatever NODE_ENV says.
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter: ({ shape, error, ctx }) => {
      const domain = toDomainError(error, ctx?.requestId ?? "unknown");
      const explanation = explain(domain.reason, ctx?.locale ?? "en", domain.details);
      return {
        ...shape,
        message: explanation.sentence,
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          path: shape.data.path,
          reason: domain.reason,
          details: domain.details,
          explanation,
          requestId: ctx?.requestId ?? null,
        },
      };
    },
  });

/** By name, as tRPC itself does: the adapter's copy of the package can be another than ours, where `instanceof` is blind. */
const isTrpcError = (error: unknown): error is TRPCError => error instanceof Error && error.name === "TRPCError";

/** What is wrong with an input, field by field; long lists are cut. */
export const problemOf = (error: ZodError): string => z.prettifyError(error).slice(0, 400);

/** Everything that leaves is a reason from the registry; what we did not foresee is `request.internal` with the request's id. */
export function toDomainError(error: unknown, requestId: string): DomainError {
  if (isDomainError(error)) return error;
  if (isTrpcError(error)) {
    if (isDomainError(error.cause)) return error.cause;
    if (error.cause instanceof ZodError && error.code === "BAD_REQUEST")
      return new DomainError("request.invalid", { problem: problemOf(error.cause) }, error);
    if (error.code === "NOT_FOUND" || error.code === "METHOD_NOT_SUPPORTED")
      return new DomainError("request.not_found", {}, error);
    if (error.code === "PAYLOAD_TOO_LARGE") return new DomainError("request.too_large", {}, error);
    if (error.code === "PARSE_ERROR" || error.code === "BAD_REQUEST" || error.code === "UNSUPPORTED_MEDIA_TYPE")
      return new DomainError("request.invalid", { problem: "the request cannot be read" }, error);
  }
  // tRPC's wrapper has a code of its own that would hide the driver's.
  return (
    databaseUnavailable(isTrpcError(error) ? error.cause : error) ??
    new DomainError("request.internal", { requestId }, error)
  );
}

/** Everything about one call is part of its span. */
const spans = t.middleware(({ next, ctx, path }) => {
  const { tracer } = ctx.platform.db;
  if (!tracer) return next();
  return tracer.span(`procedure ${path}`, {}, async (note) => {
    const result = await next();
    if (!result.ok) note({ failed: true });
    return result;
  });
});

const errors = t.middleware(async ({ next, ctx, path }) => {
  const startedAt = performance.now();
  const result = await next();
  if (result.ok || !(result.error instanceof TRPCError)) {
    countCall(ctx, path, OK, performance.now() - startedAt);
    return result;
  }
  const domain = toDomainError(result.error, ctx.requestId);
  countCall(ctx, path, domain.reason, performance.now() - startedAt);
  if (domain.reason === "request.internal")
    ctx.platform.log.error(
      { err: result.error.cause ?? result.error, path, requestId: ctx.requestId },
      "procedure failed",
    );
  throw new TRPCError({ code: TRPC_CODE[domain.kind], message: domain.reason, cause: domain });
});

const limits = t.middleware(async ({ next, ctx, meta }) => {
  await ctx.takeLimit(meta?.heavy ? "heavy" : "general");
  return next();
});

const cleanInput = t.middleware(({ next, getRawInput, ctx }) =>
  next({
    getRawInput: async () => {
      if (ctx.refusedInput) throw ctx.refusedInput;
      return storable(await getRawInput());
    },
  }),
);

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** No sign-in needed. Exactly the procedures listed in `public-procedures.ts` are public; a test compares. */
export const publicProcedure = t.procedure.meta({ auth: "public" }).use(spans).use(errors).use(limits).use(cleanInput);

const refusalOf = (principal: Principal): DomainError =>
  (principal.kind === "api_key" ? new DomainError("api_keys.not_a_person") : undefined) ??
  (principal.kind === "anonymous" ? principal.refusal : undefined) ??
  new DomainError("request.unauthenticated");

/** A signed-in person (admin cookie or bearer JWT); no merchant yet. */
export const userProcedure = publicProcedure.meta({ auth: "user" }).use(({ ctx, next }) => {
  const { principal } = ctx;
  if (principal.kind !== "user") throw refusalOf(principal);
  return next({ ctx: { user: principal.user } });
});

/** A person, a paired browser or a program with a key acting for a merchant they belong to. Permissions are checked by the verb. */
export const merchantProcedure = publicProcedure.meta({ auth: "merchant" }).use(({ ctx, next }) => {
  const { principal } = ctx;
  if (principal.kind === "anonymous") throw refusalOf(principal);
  if (!principal.service)
    throw new DomainError(ctx.merchantId ? "request.merchant_forbidden" : "request.merchant_required");
  return next({ ctx: { service: principal.service } });
});
