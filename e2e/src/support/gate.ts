import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A way to the server that can be cut: what a browser meets when the network is gone, whatever it believes itself. */
export type Gate = {
  readonly url: string;
  readonly shut: () => void;
  readonly open: () => void;
  /** What a path answers from now on instead of the server. */
  readonly replace: (path: string, script: string) => void;
  readonly close: () => Promise<void>;
};

export async function openGate(serverUrl: string): Promise<Gate> {
  const { hostname, port, host, origin } = new URL(serverUrl);
  const replaced = new Map<string, string>();
  let passing = true;
  const server = createServer((incoming, outgoing) => {
    if (!passing) return void incoming.socket.destroy();
    const own = replaced.get(incoming.url ?? "");
    if (own !== undefined) {
      outgoing.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-cache" }).end(own);
      return;
    }
    const headers = { ...incoming.headers, host, ...(incoming.headers.origin && { origin }) };
    const passed = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers, agent: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on("error", () => outgoing.destroy());
    outgoing.on("close", () => passed.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo; // listens on a port
  return {
    url: `http://127.0.0.1:${own}`,
    shut: () => {
      passing = false;
      server.closeAllConnections();
    },
    open: () => {
      passing = true;
    },
    replace: (path, script) => void replaced.set(path, script),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
