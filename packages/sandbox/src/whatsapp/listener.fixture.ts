import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Heard = { body: string; headers: Record<string, string | string[] | undefined> };

/** A receiver of webhooks as a business has one: it answers the check, keeps every body, and fails on demand. */
export class Listener {
  readonly heard: Heard[] = [];
  /** Statuses of the next answers; 200 after them. */
  answers: number[] = [];
  verifyToken = "a-verify-token";
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<Listener> {
    const server = createServer();
    const listener = new Listener(server);
    server.on("request", (request, response) => {
      const url = new URL(request.url ?? "/", "http://listener");
      if (request.method === "GET") {
        const isKnown = url.searchParams.get("hub.verify_token") === listener.verifyToken;
        response.writeHead(isKnown ? 200 : 403).end(isKnown ? url.searchParams.get("hub.challenge") : "no");
        return;
      }
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        listener.heard.push({ body: Buffer.concat(chunks).toString("utf8"), headers: request.headers });
        response.writeHead(listener.answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return listener;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`; // listens on a port
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
