import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "./world.ts";

export interface MailServer {
  port: number;
  stop(): Promise<void>;
}

/** Accepts every mail for anyone, without login or encryption, and keeps it. Faults on vendor `mail` apply to each. */
export async function startMailServer(world: World, host: string, port: number): Promise<MailServer> {
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    size: 10_000_000,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        const from = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
        receive(world, Buffer.concat(chunks), from, to).then(
          () => done(),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
  // A client that breaks off mid-mail is its own affair.
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.server.address();
  if (typeof address !== "object" || address === null) throw new Error("the mail catcher has no port");
  return { port: address.port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function receive(world: World, raw: Buffer, from: string, to: string[]): Promise<void> {
  const fault = world.faults.take("mail", "SEND", ["/"]);
  const started = performance.now();
  const status = fault && fault.kind !== "slow" ? 451 : 250;
  if (fault?.delayMs) await sleep(fault.delayMs);
  world.requests.add({
    at: new Date(world.clock.now()).toISOString(),
    vendor: "mail",
    method: "SEND",
    path: "/",
    query: {},
    headers: {},
    body: { from, to, bytes: raw.length },
    status,
    fault: fault?.kind,
    durationMs: Math.round(performance.now() - started),
  });
  if (status !== 250)
    throw Object.assign(new Error("Temporary failure, try again later"), { responseCode: fault?.status ?? 451 });
  const mail = await PostalMime.parse(raw);
  world.mails.add({
    at: new Date(world.clock.now()).toISOString(),
    from: mail.from?.address ?? from,
    to,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
  });
}
