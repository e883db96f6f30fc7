import { z } from "zod";
import { protocol, type Name, type Output, type Parsed } from "../messages.ts";
import type { Reply } from "../refusal.ts";
import { Refused, refusalOf, type Reader } from "./refused.ts";

export type Handlers = { [N in Name]: (input: Parsed<N>, sender: Sender) => Promise<Output<N>> };
export type Sender = Pick<chrome.runtime.MessageSender, "id" | "origin" | "url" | "tab" | "documentId">;
export type ServeDeps = {
  readonly handlers: Handlers;
  /** Our own id. */
  readonly id: string;
  /** Origins whose pages our content script runs in. */
  readonly pageOrigins: readonly string[];
  readonly reader: () => Promise<Reader>;
};

/** Answers one message. Never throws and always replies: whoever asked is waiting with a button that says "Importing". */
export async function answer(deps: ServeDeps, message: unknown, sender: Sender): Promise<Reply<unknown>> {
  try {
    const { name, input } = checked(deps, message, sender);
    // The handler belongs to `name` and `input` was parsed by the schema of `name`.
    const handler = deps.handlers[name] as (input: unknown, sender: Sender) => Promise<unknown>;
    return { ok: true, value: await handler(input, sender) };
  } catch (error) {
    const refused = error instanceof Refused ? error : new Refused("request.internal", {}, { cause: error });
    // Into the worker's console and the extension's list of errors: the only log a user can send us.
    if (refused.code === "request.internal") reportError(error);
    return { ok: false, reason: refusalOf(await deps.reader(), refused.code, refused.details, refused.said) };
  }
}

const Envelope = z.object({ name: z.string().max(64), input: z.unknown() });

function checked(deps: ServeDeps, message: unknown, sender: Sender): { name: Name; input: unknown } {
  const fromExtension = sender.origin === `chrome-extension://${deps.id}`;
  const fromPage = sender.origin !== undefined && deps.pageOrigins.includes(sender.origin);
  if (sender.id !== deps.id || !(fromExtension || fromPage)) throw new Refused("request.origin_refused");
  const envelope = Envelope.safeParse(message);
  const name = envelope.data?.name;
  if (!name || !isName(name)) throw new Refused("request.invalid", { problem: "unknown message" });
  if (protocol[name].from === "extension" && !fromExtension) throw new Refused("request.origin_refused");
  const input = protocol[name].input.safeParse(envelope.data?.input);
  if (!input.success) throw new Refused("request.invalid", { problem: z.prettifyError(input.error).slice(0, 400) });
  return { name, input: input.data };
}

const isName = (name: string): name is Name => Object.hasOwn(protocol, name);

/** Registers the one listener of this worker. Must run at the top level of its first turn. */
export function serve(deps: ServeDeps): void {
  chrome.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    void answer(deps, message, sender).then(reply);
    return true;
  });
}
