import type { ContactView } from "@nexusone/contracts/contacts";
import type { ContactId, ConversationId } from "@nexusone/contracts/ids";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { newChannel, newChat, say } from "../conversations/conversations.fixture.ts";
import { getConversation } from "../conversations/get-conversation.ts";
import { listConversations } from "../conversations/list-conversations.ts";
import { listMessages } from "../conversations/list-messages.ts";
import { addNote } from "../conversations/notes.ts";
import { saveAddress } from "./change-addresses.ts";
import { createContact } from "./create-contact.ts";
import { getContact } from "./get-contact.ts";
import { identify } from "./identify.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { recordConsent } from "./record-consent.ts";
import { unmergeContacts } from "./unmerge-contacts.ts";
import { updateContact } from "./update-contact.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

type Someone = {
  readonly name: string;
  readonly note: string;
  readonly language: string | null;
  readonly tags: string[];
  readonly consent: boolean | null;
  readonly cities: string[];
  /** On which of the shop's numbers they wrote, how that stands, and whether a colleague noted something. */
  readonly talks: { readonly on: number; readonly state: "open" | "waiting" | "closed"; readonly noted: boolean }[];
};
const someone: fc.Arbitrary<Someone> = fc.record({
  name: fc.constantFrom("", "Ana", "Bea"),
  note: fc.constantFrom("", "rings twice", "likes lamps"),
  language: fc.constantFrom(null, "fr", "en"),
  tags: fc.subarray(["new", "old", "vip"]),
  consent: fc.constantFrom(null, true, false),
  cities: fc.subarray(["Paris", "Lyon"]),
  talks: fc.uniqueArray(
    fc.record({ on: fc.nat({ max: 1 }), state: fc.constantFrom("open", "waiting", "closed"), noted: fc.boolean() }),
    { selector: ({ on }) => on, maxLength: 2 },
  ),
});
/** Two are joined, or two of those who were are taken apart; numbers choose among whoever there is. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("join" as const), a: fc.nat(), b: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("part" as const), a: fc.nat() }) },
);

let nth = 0;
async function make(ctx: ServiceContext, channels: readonly string[], drawn: Someone): Promise<ContactId> {
  nth += 1;
  const value = `+3361400${String(nth).padStart(4, "0")}`;
  const identifiers = [
    { type: "phone" as const, value },
    { type: "email" as const, value: `p${nth}@example.com` },
  ];
  const { name, note, language, tags, consent, cities, talks } = drawn;
  const { id } = await createContact(ctx, { name, identifiers });
  await updateContact(ctx, { id, note, language, tags });
  for (const city of cities) {
    const address = { name: "P", line1: "1 rue X", city, zip: "75004", country: "FR" };
    await saveAddress(ctx, { id, address });
  }
  if (consent !== null) await recordConsent(ctx, { id, purpose: "marketing", granted: consent, source: "form" });
  for (const { on, state, noted } of talks) {
    const endedAt = state === "closed" ? platform.clock.now() : null;
    const of = { state, endedAt, contactId: id, recipientPhone: value.slice(1) };
    const chat = await newChat(ctx, channels[on]!, of); // two numbers
    await say(ctx, chat, `said by ${nth}`, { senderDigests: [identify(identifiers[0]!, "").digest] });
    if (noted) await addNote(ctx, { conversationId: chat.id, content: `noted of ${nth}` });
    platform.clock.advance(MINUTE_MS);
  }
  return id;
}

/** Somebody with everything that is theirs, but for what nobody writes to them about. */
async function all(ctx: ServiceContext, id: ContactId) {
  const contact = await getContact(ctx, { id });
  const identifiers = contact.identifiers.map(({ type, value }) => ({ type, value }));
  const { items } = await listConversations(ctx, { contactId: id });
  const talks = await Promise.all(items.map((one) => talk(ctx, one.id)));
  return { ...contact, identifiers, talks: talks.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}
async function talk(ctx: ServiceContext, id: ConversationId) {
  const { items } = await listMessages(ctx, { conversationId: id });
  const said = items.map((item) => (item.type === "note" ? item.content : item.text));
  return { ...(await getConversation(ctx, { id })), said };
}
const held = ({ identifiers }: ContactView): boolean[] => identifiers.map(({ suppressed }) => suppressed.length > 0);

it("[AUT-10] [GDP-01] people who were joined and taken apart in any order are who they were; what one refused holds for whoever was one with them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someone, { minLength: 3, maxLength: 5 }),
      fc.array(step, { minLength: 3, maxLength: 7 }),
      fc.infiniteStream(fc.nat()),
      async (drawn, steps, order) => {
        const { ctx } = await createStaffedMerchant(platform);
        const channels = [await newChannel(ctx), await newChannel(ctx, { label: "Second" })];
        const ids: ContactId[] = [];
        for (const one of drawn) ids.push(await make(ctx, channels, one));
        const before = await Promise.all(ids.map((id) => all(ctx, id)));
        const refused = new Map(ids.map((id, at) => [id, drawn[at]!.consent === false])); // one for each

        let merges: { id: string; into: ContactId; from: ContactId }[] = [];
        const living = () => ids.filter((id) => merges.every(({ from }) => from !== id));
        const family = (id: ContactId): ContactId[] => [
          id,
          ...merges.filter(({ into }) => into === id).flatMap(({ from }) => family(from)),
        ];
        const part = async (choice: number) => {
          const outermost = merges.filter(({ into }) => living().includes(into));
          const one = outermost[choice % outermost.length]!; // as long as anybody is joined
          await unmergeContacts(ctx, { mergeId: one.id });
          merges = merges.filter((other) => other !== one);
        };
        for (const one of steps) {
          platform.clock.advance(MINUTE_MS);
          const free = living();
          if (one.kind === "part") {
            if (merges.length > 0) await part(one.a);
            continue;
          }
          const into = free[one.a % free.length]!; // somebody always lives
          const others = free.filter((id) => id !== into);
          const from = others[one.b % others.length];
          if (from === undefined) continue;
          const joined = await mergeContacts(ctx, { id: into, mergedId: from });
          merges.push({ id: joined.merges[0]!.id, into, from });
          const together = family(into);
          if (together.some((id) => refused.get(id))) for (const id of together) refused.set(id, true);
        }
        while (merges.length > 0) await part(order.next().value);
        expect(await Promise.all(ids.map((id) => all(ctx, id)))).toEqual(before);
        const now = await Promise.all(ids.map((id) => getContact(ctx, { id })));
        expect(now.map(held)).toEqual(ids.map((id) => [refused.get(id), refused.get(id)]));
      },
    ),
    { numRuns: 15 },
  );
}, 180_000);
