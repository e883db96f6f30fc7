import type { AnyTRPCProcedure } from "@trpc/server";
import { z } from "zod";
import { appRouter } from "../router.ts";
import type { Meta, RestRoute } from "../trpc.ts";

export type RestProcedure = {
  readonly path: string;
  readonly route: RestRoute;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly auth: NonNullable<Meta["auth"]>;
  readonly heavy: boolean;
};

// The record is flat: `catalog.listProducts` to its procedure; its declared type is the nested one.
const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;

/** Every procedure that has a REST door, with its doors. */
export function restProcedures(): RestProcedure[] {
  return Object.entries(procedures).flatMap(([path, procedure]) => {
    const { rest: route, heavy = false, auth = "merchant" } = (procedure._def.meta ?? {}) as Meta;
    const [input = z.object({})] = procedure._def.inputs as z.ZodType[];
    // tRPC keeps the parser but declares it away.
    const { output } = procedure._def as unknown as { output?: z.ZodType };
    return route ? [{ path, route, input, output: output ?? z.unknown(), auth, heavy }] : [];
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
