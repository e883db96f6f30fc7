import { checkAddress, type Address, type AddressField, type AddressProblem } from "@nexusone/contracts/addresses";
import { updateBasket, type BasketRow } from "@nexusone/db/queries/chat-talks";
import { listDefaultAddresses } from "@nexusone/db/queries/contact-addresses";
import { findContact } from "@nexusone/db/queries/contacts";
import { addMs, MINUTE_MS } from "../clock.ts";
import { plainText } from "../imports/plain-text.ts";
import { ASKED, isAsked, questionFor, type AskedField } from "./address-words.ts";
import { basketAt, cartReply, changeBasket, freshBasket, sums } from "./basket.ts";
import { readCountry } from "./read-country.ts";
import { buttons, type Reply, type Talk } from "./talk.ts";
import { tapId } from "./tap-ids.ts";

/** For so long the next words are the answer to a question; later they are words again. */
const AWAITED_MS = 30 * MINUTE_MS;
/** No label takes more, and no question of ours asks for more. */
const MOST = 250;

/** "Order": what is in the cart and where it goes, for a yes; or the first question about the address. */
export async function payFor(talk: Talk, id: string, version: number): Promise<Reply> {
  const basket = await basketAt(talk, id, version);
  if ("messages" in basket) return basket;
  const address = basket.address ?? (await knownAddress(talk));
  return goOn(talk, basket.address ? basket : await changeBasket(talk, basket, { address }));
}

/** Another address: asked for from the beginning, with the person as they are known. */
export async function changeAddress(talk: Talk, id: string, version: number): Promise<Reply> {
  const basket = await basketAt(talk, id, version);
  if ("messages" in basket) return basket;
  return goOn(talk, await changeBasket(talk, basket, { address: await draft(talk) }));
}

/** The answer to the last question; undefined when none was asked, or so long ago that nobody remembers. */
export async function answerAddress(talk: Talk, basket: BasketRow, words: string): Promise<Reply | undefined> {
  const { awaiting, awaitingUntil, address } = basket;
  const now = talk.ctx.platform.clock.now();
  if (!awaiting || !isAsked(awaiting) || !awaitingUntil || awaitingUntil <= now || !address) return undefined;
  const value =
    awaiting === "country" ? readCountry(words) : plainText(words).replace(/\s+/g, " ").trim().slice(0, MOST);
  if (value === undefined) return ask(talk, basket, awaiting, "no_country");
  const told = { ...address, [awaiting]: value };
  const wrong = problemsIn(told).find(({ field }) => field === awaiting);
  if (wrong) return ask(talk, basket, awaiting, wrong);
  return goOn(talk, await changeBasket(talk, basket, { address: told }));
}

/** Asks for what is missing, one part after the other; then shows all of it for a yes. */
async function goOn(talk: Talk, before: BasketRow): Promise<Reply> {
  const { basket, lines, notes } = await freshBasket(talk, before);
  if (notes.length > 0 || !basket.address) return cartReply(talk, basket, notes);
  const { address } = basket;
  const wrong = problemsIn(address);
  const missing = ASKED.find((asked) => wrong.some(({ field }) => field === asked));
  if (missing) {
    const found = wrong.find(({ field }) => field === missing);
    return ask(talk, basket, missing, found && found.reason !== "address.missing" ? found : null);
  }
  const { say } = talk;
  const body = [
    `*${say("summary")}*`,
    ...sums(talk, lines),
    `*${say("deliverTo")}*`,
    ...label(address),
    say("payLater"),
  ].join("\n");
  const some = [
    { id: tapId("buy", basket.id, basket.version), title: say("confirm") },
    { id: tapId("address", basket.id, basket.version), title: say("changeAddress") },
    { id: tapId("cart"), title: say("cart") },
  ];
  return { messages: [buttons(body, some)] };
}

async function ask(
  talk: Talk,
  { id }: BasketRow,
  field: AskedField,
  wrong: AddressProblem | "no_country" | null,
): Promise<Reply> {
  const awaitingUntil = addMs(talk.ctx.platform.clock.now(), AWAITED_MS);
  await updateBasket(talk.tx, id, { awaiting: field, awaitingUntil });
  const body = questionFor(field, talk.language, wrong);
  return { messages: [buttons(body, [{ id: tapId("cart"), title: talk.say("cart") }])] };
}

/** Without a country nothing else can be judged. */
export const problemsIn = (address: Address): AddressProblem[] =>
  address.country === "" ? [{ field: "country", reason: "address.missing", details: {} }] : checkAddress(address);

/** Where they had parcels sent before, else what is known of them. */
async function knownAddress(talk: Talk): Promise<Address> {
  const [saved] = await listDefaultAddresses(talk.tx, [talk.contactId]);
  return saved?.address ?? draft(talk);
}

async function draft({ tx, contactId, conversation }: Talk): Promise<Address> {
  const none = Object.fromEntries(PARTS.map((part) => [part, ""])) as Record<AddressField, string>;
  const name = (await findContact(tx, contactId))?.name ?? "";
  const { recipientPhone } = conversation;
  return { ...none, name: name.slice(0, 100), phone: recipientPhone === null ? "" : `+${recipientPhone}` };
}

const PARTS: readonly AddressField[] = [
  "name",
  "phone",
  "line1",
  "line2",
  "houseNumber",
  "zip",
  "city",
  "province",
  "country",
  "taxId",
];

const label = ({ name, line1, houseNumber, line2, zip, city, province, country }: Address): string[] =>
  [
    name,
    [line1, houseNumber].filter(Boolean).join(" "),
    line2,
    [zip, city].filter(Boolean).join(" "),
    province,
    country,
  ]
    .map((part) => part.slice(0, 120))
    .filter(Boolean);
