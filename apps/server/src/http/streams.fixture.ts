import type { EventView } from "@nexusone/contracts/events";
import type { ServiceContext } from "@nexusone/core/context";
import { recordEvent } from "@nexusone/core/events/record-event";
import { inMerchantTx } from "@nexusone/core/transaction";
import { expect, vi } from "vitest";
import { headersOf, type As } from "../testing/call.ts";

/** A browser's side of `events.stream`, read from the bytes themselves. */
export type Reader = {
  /** What came so far, in order. */
  readonly events: EventView[];
  /** `id:` of each, what a browser sends back when it reconnects. */
  readonly ids: string[];
  readonly status: number;
  /** Settles when the server ended the stream, with the reason it gave. */
  readonly ended: Promise<string | undefined>;
  readonly stop: () => void;
};

type Frame = { readonly id?: string; readonly event?: string; readonly data?: string };

/** Opens the stream and returns once the server listens, or once it refused. A server that dies ends it without a reason. */
export async function openStream(
  url: string,
  as: As,
  input: { lastEventId?: string; afterSeq?: number } = {},
  onEvent: (event: EventView) => void = () => undefined,
) {
  const abort = new AbortController();
  // A browser cannot give an EventSource headers: the merchant travels in the connection parameters.
  const query = new URLSearchParams({
    input: JSON.stringify(input),
    ...(as.merchantId ? { connectionParams: JSON.stringify({ merchantId: as.merchantId }) } : {}),
  });
  const response = await fetch(`${url}/api/trpc/events.stream?${query}`, {
    headers: { accept: "text/event-stream", ...headersOf({ ...as, merchantId: undefined }) },
    signal: abort.signal,
  });
  const reader = { events: [] as EventView[], ids: [] as string[], status: response.status };
  const listening = Promise.withResolvers<void>();
  const ended = read(response, (frame) => {
    if (frame.event === "connected") return listening.resolve();
    if (frame.event !== undefined || frame.id === undefined) return;
    reader.ids.push(frame.id);
    const event = JSON.parse(frame.data ?? "null") as EventView;
    reader.events.push(event);
    onEvent(event);
  }).finally(listening.resolve);
  await listening.promise;
  return Object.assign(reader, { ended, stop: () => abort.abort() }) satisfies Reader;
}

/** Hands over frame by frame. @returns the reason of the error frame, or of the answer where no stream began. */
async function read(response: Response, onFrame: (frame: Frame) => void): Promise<string | undefined> {
  let text = "";
  let reason: string | undefined;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const frames = text.split("\n\n");
      text = frames.pop() ?? "";
      for (const frame of frames.map(parseFrame)) {
        if (frame.event === "serialized-error") reason = reasonIn(frame.data);
        onFrame(frame);
      }
    }
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== "AbortError" && message !== "terminated") throw error;
  }
  return reason ?? reasonIn(text);
}

const parseFrame = (frame: string): Frame =>
  Object.fromEntries(
    frame.split("\n").flatMap((line) => {
      const at = line.indexOf(": ");
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 2)]];
    }),
  );

const reasonIn = (text: string | undefined): string | undefined => /"reason":"([^"]+)"/.exec(text ?? "")?.[1];

/** Writes a harmless event of the merchant, as a verb would. */
export const happen = (ctx: ServiceContext, field: string): Promise<void> =>
  inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, "merchant.updated", { fields: [field] }));

type Told = Pick<EventView, "payload">;
export const fieldsOf = (events: readonly Told[]): unknown[] =>
  events.flatMap((event) => (event.payload["fields"] as unknown[] | undefined) ?? []);

/** Waits until the events that `happen` wrote have come, in this order and nothing besides. */
export const expectFields = (reader: { readonly events: readonly Told[] }, fields: readonly string[]) =>
  vi.waitFor(() => expect(fieldsOf(reader.events)).toEqual(fields), { timeout: 5_000, interval: 20 });
