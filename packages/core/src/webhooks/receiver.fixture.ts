import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** What a receiver understood. `body` is what the signature vouches for. */
export type Received = { readonly id: string; readonly headers: IncomingHttpHeaders; readonly body: WireBody };
export type WireBody = {
  readonly event_type: string;
  readonly timestamp: string;
  readonly merchant_id: string;
  readonly payload: Record<string, unknown>;
  readonly signature?: string;
};
/** How it misbehaves: it answers in place of the receiver, or never. */
export type Behaviour = (response: ServerResponse) => void;

/**
 * A third party's receiver, written from the published scheme alone: the `standardwebhooks` package verifies, ids seen before
 * are acknowledged and change nothing.
 */
export async function startReceiver() {
  const calls: Received[] = [];
  const effects: Received[] = [];
  const forged: string[] = [];
  const arrivals: number[] = [];
  let verifier: Webhook | undefined;
  let behaviour: Behaviour | undefined;
  const server = createServer((request, response) => {
    arrivals.push(Date.now());
    if (behaviour) return behaviour(response);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const id = String(request.headers["webhook-id"]);
      try {
        const body = verifier?.verify(text, plainHeaders(request.headers)) as WireBody;
        const received = { id, headers: request.headers, body };
        calls.push(received);
        if (!effects.some((one) => one.id === id)) effects.push(received);
        response.writeHead(204).end();
      } catch (error) {
        forged.push(String(error));
        response.writeHead(400).end();
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/hook`,
    /** Every verified call, and what it changed: each id once. */
    calls,
    effects,
    forged,
    /** When anything came, verified or not. */
    arrivals,
    trust: (secret: string) => {
      verifier = new Webhook(secret);
    },
    behave: (next: Behaviour | undefined) => {
      behaviour = next;
    },
    forget: () => {
      for (const list of [calls, effects, forged, arrivals]) list.splice(0);
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

const plainHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
