import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** Keeps what is POSTed to it, as collectors and error trackers do. */
export async function startReceiver() {
  const received: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }[] =
    [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const body = (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
      received.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    received,
    host: `127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

type Attribute = { readonly key: string; readonly value: Record<string, unknown> };
export type ReceivedSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes?: readonly Attribute[];
  readonly status?: { readonly code?: number };
};
type Traces = {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[] }[];
};

/** Every span that arrived, as the published JSON form of OTLP has it. */
export const spansOf = ({ received }: Receiver): ReceivedSpan[] =>
  received
    .filter(({ path }) => path === "/v1/traces")
    .flatMap(({ body }) => (JSON.parse(body) as Traces).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

export type ReceivedEvent = {
  readonly tags: Record<string, string>;
  readonly transaction: string;
  readonly exception: {
    readonly values: { type: string; value: string; stacktrace: { frames: { filename: string }[] } }[];
  };
};
/** Events of the envelopes that arrived: a line of headers, then pairs of item header and item. */
export const eventsOf = ({ received }: Receiver): ReceivedEvent[] =>
  received.flatMap(({ body }) => {
    const [, ...lines] = body.split("\n");
    return lines.flatMap((line, index) => {
      const item = JSON.parse(lines[index + 1] ?? "null") as ReceivedEvent | null;
      return index % 2 === 0 && item && (JSON.parse(line) as { type: string }).type === "event" ? [item] : [];
    });
  });
