import { connect, type Socket } from "node:net";

export type Request = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A POST with these bytes; a GET without. */
  readonly body?: Uint8Array;
};

/**
 * Requests a second that `url` answers with 200 on `connections` kept-alive connections, each waiting for its answer. Lasts
 * `seconds`, and longer while fewer than `atLeast` were answered.
 */
export async function requestsPerSecond(
  url: string,
  options: {
    readonly connections: number;
    readonly seconds: number;
    readonly atLeast?: number;
    /** One after the other, from the beginning again; or what is drawn for each. */
    readonly requests: readonly Request[] | (() => Request);
  },
): Promise<{ readonly rate: number; readonly count: number }> {
  const { hostname, port, host } = new URL(url);
  const { atLeast = 0, requests } = options;
  const draw = typeof requests === "function" ? () => messageOf(host, requests()) : cycle(host, requests);
  let count = 0;
  const start = performance.now();
  const end = start + options.seconds * 1_000;
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      try {
        const answer = answersOf(socket);
        while (performance.now() < end || count < atLeast) {
          socket.write(draw());
          await answer();
          count += 1;
        }
      } finally {
        socket.destroy();
      }
    }),
  );
  return { rate: count / ((performance.now() - start) / 1_000), count };
}

function messageOf(host: string, { path, headers, body }: Request): Buffer {
  const all = { host, ...headers, ...(body && { "content-length": String(body.byteLength) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const head = Buffer.from(`${body ? "POST" : "GET"} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  return body ? Buffer.concat([head, body]) : head;
}

function cycle(host: string, requests: readonly Request[]): () => Buffer {
  const messages = requests.map((request) => messageOf(host, request));
  let next = 0;
  return () => {
    const message = messages[next++ % messages.length];
    if (!message) throw new Error("no requests to send");
    return message;
  };
}

/**
 * Reads one answer after another off a socket. A client of a few lines on purpose: Node's own costs about as much as the
 * server, and that cost would be the same on both sides and flatter the ratio.
 */
function answersOf(socket: Socket): () => Promise<void> {
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const length = lengthOfAnswer(received);
    if (length === undefined) return;
    const refused = !received.subarray(0, 12).equals(OK);
    const text = refused ? received.toString("utf8", 0, 600) : "";
    received = received.subarray(length);
    if (refused) waiting?.reject(new Error(`refused: ${text}`));
    else waiting?.resolve();
  });
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(new Error("the server closed the connection")));
  return () => new Promise((resolve, reject) => (waiting = { resolve, reject }));
}

const OK = Buffer.from("HTTP/1.1 200");
const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");

/** Bytes of the first answer in `received`; undefined while it is not complete. */
function lengthOfAnswer(received: Buffer): number | undefined {
  const head = received.indexOf(HEAD_END);
  if (head < 0) return undefined;
  const body = head + HEAD_END.length;
  const length = /\r\ncontent-length: (\d+)/i.exec(received.toString("latin1", 0, head))?.[1];
  if (length !== undefined) return received.length >= body + Number(length) ? body + Number(length) : undefined;
  const last = received.indexOf(LAST_CHUNK, head + 2);
  return last < 0 ? undefined : last + LAST_CHUNK.length;
}
