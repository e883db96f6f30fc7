import type { PairPush, PairPushReply, PresencePushReply } from "@nexusone/contracts/extension-id";
import { PairingCode } from "@nexusone/contracts/extension";
import { z } from "zod";
import { readerOf, Refused, refusalOf } from "./refused.ts";
import type { PairingVerbs } from "./pairing.ts";
import { local, type Stores } from "./stores.ts";

export type ExternalDeps = {
  readonly stores: Stores;
  readonly pairing: PairingVerbs;
  readonly builtInServer: string;
  readonly version: string;
  /** Shows our own window, where the person confirms. */
  readonly show: () => Promise<void>;
};

const Push = z.discriminatedUnion("type", [
  z.object({ type: z.literal("nexusone.pair" satisfies PairPush["type"]), code: PairingCode }),
  z.object({ type: z.literal("nexusone.presence") }),
]);

/**
 * A message from a web page. `externally_connectable` lets in hosts, not ports or schemes, so the origin is compared here,
 * exactly. The page can only make us ask the person.
 */
export async function answerExternal(
  deps: ExternalDeps,
  message: unknown,
  origin: string | undefined,
): Promise<PairPushReply | PresencePushReply> {
  const { stores, pairing, builtInServer } = deps;
  try {
    if (origin !== builtInServer) throw new Refused("request.origin_refused");
    const push = Push.safeParse(message);
    if (!push.success) throw new Refused("request.invalid", { problem: "unknown message" });
    if (push.data.type === "nexusone.presence") {
      const sessionId = (await local(stores, "pairing"))?.sessionId ?? null;
      return { ok: true, value: { version: deps.version, sessionId } };
    }
    await pairing.describe(push.data.code, builtInServer);
    await deps.show();
    return { ok: true, value: { asking: true } };
  } catch (error) {
    const { code, details, said } = error instanceof Refused ? error : new Refused("request.internal");
    const { sentence } = refusalOf(await readerOf(stores, builtInServer), code, details, said);
    return { ok: false, reason: { code, sentence } };
  }
}
