import type { FastifyInstance, FastifyRequest } from "fastify";

/** Bodies of this scope stay bytes: what vendors sign are exactly these. */
export function keepBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

/** Empty when there was no body. */
export const bytesOf = ({ body }: FastifyRequest): Uint8Array => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** The named headers that were sent: what may help to understand a body later. */
export const keptHeaders = ({ headers }: FastifyRequest, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );

/** One header as text; undefined when it is missing. */
export const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
};
