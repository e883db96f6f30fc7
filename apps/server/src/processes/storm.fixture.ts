import { signMeta } from "@nexusone/whatsapp/webhook";
import { SANDBOX_APP } from "../whatsapp.ts";

/** A number of a shop, as Meta names it. */
export type Line = { readonly number: string; readonly account: string };
/** A message of ours that statuses tell about. */
export type Sent = { readonly id: string; readonly line: Line; readonly to: string };
export type Post = { readonly bytes: Buffer; readonly signature: string };
export type Storm = {
  /** In the order in which they are posted, repeats included. */
  readonly posts: readonly Post[];
  /** Every message in them: whose, and what it says. */
  readonly texts: ReadonlyMap<string, { readonly line: Line; readonly from: string; readonly text: string }>;
  /** How each message of ours ends. */
  readonly ends: ReadonlyMap<string, "sent" | "delivered" | "read">;
};

const BEGAN = Date.parse("2026-09-25T08:00:00Z") / 1_000;
const STEPS = ["sent", "delivered", "read"] as const;
const REPEATED = 0.2;
const MALFORMED = 0.01;
const BATCHED = 0.15;
const LARGE = 300;

/** The same numbers between 0 and 1 for the same seed (Park and Miller). */
export function drawnFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

type Item = { readonly line: Line; readonly key: "messages" | "statuses"; readonly value: Record<string, unknown> };

const bodyOf = (items: readonly Item[]): string =>
  JSON.stringify({
    object: "whatsapp_business_account",
    entry: items.map(({ line, key, value }) => ({
      id: line.account,
      changes: [
        {
          field: "messages",
          value: {
            messaging_product: "whatsapp",
            metadata: { display_phone_number: line.number, phone_number_id: line.number },
            ...(key === "messages" && {
              contacts: [{ profile: { name: `Zo\u00eb ${String(value["from"])}` }, wa_id: value["from"] }],
            }),
            [key]: [value],
          },
        },
      ],
    })),
  });

/** Of a first message of everybody, so that there is somebody to write to. */
export const greeting = (line: Line, from: string): Post =>
  signed(
    Buffer.from(bodyOf([{ line, key: "messages", value: textOf(from, `wamid.HI.${line.number}.${from}`, "Hi", 0) }])),
  );

export const signed = (bytes: Buffer): Post => ({ bytes, signature: signMeta(bytes, SANDBOX_APP.secrets[0]) });

const textOf = (from: string, id: string, text: string, second: number) => ({
  from,
  id,
  timestamp: String(BEGAN + second),
  type: "text",
  text: { body: text },
});

/** `count` posts: texts and ticks, alone and in batches, shuffled, some repeated, some that nobody can read. */
export function stormOf(
  count: number,
  { people, lines, sent }: { people: readonly string[]; lines: readonly Line[]; sent: readonly Sent[] },
): Storm {
  const draw = drawnFrom(20_261_122);
  const below = (limit: number): number => Math.floor(draw() * limit);
  const texts = new Map<string, { line: Line; from: string; text: string }>();
  const ends = new Map<string, (typeof STEPS)[number]>();

  const ticks = sent.flatMap(({ id, line, to }, nth): Item[] => {
    const last = below(STEPS.length);
    ends.set(id, STEPS[last]!);
    return STEPS.slice(0, last + 1).map((status, step) => ({
      line,
      key: "statuses",
      value: { id, status, timestamp: String(BEGAN + nth + step), recipient_id: to },
    }));
  });
  const text = (): Item => {
    const [line, from, nth] = [lines[below(lines.length)]!, people[below(people.length)]!, texts.size];
    const id = `wamid.IN.${nth}`;
    texts.set(id, { line, from, text: `message ${nth} \u{1f4e6}` });
    return { line, key: "messages", value: textOf(from, id, `message ${nth} \u{1f4e6}`, nth) };
  };

  const repeats = Math.round(count * REPEATED);
  const malformed = Math.round(count * MALFORMED);
  const bodies: Buffer[] = [];
  const seen: Item[] = [];
  while (bodies.length < count - repeats - malformed) {
    const size = bodies.length % 4_000 === 0 ? LARGE : draw() < BATCHED ? 2 + below(8) : 1;
    const fresh = Array.from({ length: size }, () => (ticks.length > 0 && draw() < 0.4 ? ticks.pop()! : text()));
    // What was told already is told again in other company, too.
    const again = size > 1 && seen.length > 0 ? [seen[below(seen.length)]!] : [];
    seen.push(...fresh);
    bodies.push(Buffer.from(bodyOf([...fresh, ...again])));
  }
  bodies.push(Buffer.from(bodyOf(ticks)));
  for (let nth = 0; nth < malformed; nth += 1) bodies.push(broken(nth, bodyOf([text()]), texts));
  const order = bodies.map((bytes) => ({ bytes, at: draw() }));
  for (let nth = 0; nth < repeats; nth += 1) order.push({ bytes: bodies[below(bodies.length)]!, at: draw() });
  const posts = order.toSorted((a, b) => a.at - b.at).map(({ bytes }) => signed(bytes));
  return { posts, texts, ends };
}

/** What nobody can read, each of its own; a text in it is none. */
function broken(nth: number, whole: string, texts: Map<string, unknown>): Buffer {
  texts.delete(`wamid.IN.${texts.size - 1}`);
  const kinds = [
    whole.slice(0, -20 - nth),
    `<html>${nth}</html>`,
    JSON.stringify([nth]),
    JSON.stringify({ object: "page", entry: [{ id: String(nth) }] }),
    JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: String(nth), changes: [{ field: nth }] }] }),
  ];
  return Buffer.from(kinds[nth % kinds.length]!);
}
