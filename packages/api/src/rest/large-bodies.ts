import { DomainError } from "@nexusone/core/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { RequestContext } from "../context.ts";

type CreateContext = (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>;

/** Bodies of this kind in memory at a time; the next one waits with its sender. */
const AT_ONCE = 4;
/** Whoever sends slower makes others wait. */
const LONGEST_MS = 120_000;

/** Lets large bodies be read only for who is signed in, and a few at a time. */
export function admitLargeBodies(createContext: CreateContext) {
  const known = new WeakMap<FastifyRequest, RequestContext>();
  const waiting: (() => void)[] = [];
  let free = AT_ONCE;
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    contextOf: (request: FastifyRequest) => known.get(request),
    /** Runs before the body is read. Throws what `createContext` throws, and `request.unauthenticated`. */
    admit: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const ctx = await createContext(request, reply);
      const { principal } = ctx;
      if (principal.kind === "anonymous") throw principal.refusal ?? new DomainError("request.unauthenticated");
      known.set(request, ctx);
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      const late = setTimeout(() => request.raw.destroy(), LONGEST_MS);
      const end = (): void => {
        clearTimeout(late);
        leave();
      };
      if (reply.raw.closed || request.raw.destroyed) end();
      else reply.raw.once("close", end);
    },
  };
}
