import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { WhatsAppFailure } from "./failure.ts";

export type SeenRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
};
type Answer = { status?: number; headers?: Record<string, string>; json?: unknown; body?: string | Buffer };
/** What the vendor does with a request: an answer, or anything at all with the open response. */
export type Behaviour = Answer | ((request: SeenRequest, response: ServerResponse) => Answer | void);

/** A small vendor over real HTTP, which behaves as told, one behaviour after the other (the last one for ever). */
export async function startVendor() {
  let behaviours: Behaviour[] = [];
  let requests: SeenRequest[] = [];
  const server: Server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const url = new URL(incoming.url ?? "/", "http://vendor");
      const seen: SeenRequest = {
        method: incoming.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body: Buffer.concat(chunks),
      };
      requests.push(seen);
      const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
      const answer = typeof behaviour === "function" ? behaviour(seen, response) : (behaviour ?? { status: 500 });
      if (!answer) return;
      const { status = 200, headers = {}, json, body } = answer;
      response.writeHead(status, { ...(json !== undefined && { "content-type": "application/json" }), ...headers });
      response.end(json === undefined ? body : JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    behave: (...next: Behaviour[]) => {
      behaviours = next;
      requests = [];
    },
    requests: () => requests,
    /** The JSON of the n-th request. */
    json: (index = 0): unknown => JSON.parse(requests[index]?.body.toString() ?? "null"),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Vendor = Awaited<ReturnType<typeof startVendor>>;

/** The WhatsAppFailure a promise ends in; anything else is an error of the test. */
export async function failureOf(promise: Promise<unknown>): Promise<WhatsAppFailure> {
  const error = await promise.then(
    () => new Error("did not fail"),
    (reason: unknown) => reason,
  );
  if (error instanceof WhatsAppFailure) return error;
  throw error;
}

/** A refusal in the Cloud API's words. */
export function graphError(code: number, details: string, status = 400): Answer {
  const error = {
    message: `(#${code}) ${details}`,
    type: "OAuthException",
    code,
    error_data: { details },
    fbtrace_id: "trace-1",
  };
  return { status, json: { error } };
}
