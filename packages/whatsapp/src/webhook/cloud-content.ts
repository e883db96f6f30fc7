import { z } from "zod";

import * as field from "../shared/fields.ts";
import type { Fields } from "../shared/fields.ts";
import { isFields, whyOf } from "../shared/fields.ts";
import { parseJson } from "../shared/json.ts";
import { readCards } from "./cards.ts";
import { errorsOf } from "./errors.ts";
import { readMedia } from "./media.ts";
import type { Content } from "./message-types.ts";
import type { VendorError } from "./types.ts";

/** Reads `message[type]`; throws ZodError when the content is missing or broken. */
type Reader = (content: unknown, message: Fields) => Content;

const Choice = z.object({ id: field.id, title: field.words, description: field.words });
const Location = z.object({
  latitude: field.number.pipe(z.number()),
  longitude: field.number.pipe(z.number()),
  name: field.words,
  address: field.words,
  url: field.label,
});
const FlowReply = z.object({ name: field.label, response_json: z.string() });
const CallPermission = z.object({
  response: field.id,
  response_source: field.label,
  expiration_timestamp: field.instant,
});
const Order = z.object({
  catalog_id: field.label,
  text: field.words,
  product_items: z.array(
    z.object({
      product_retailer_id: field.id,
      quantity: field.number.pipe(z.number()),
      item_price: field.decimal,
      currency: field.label,
    }),
  ),
});

export function readLocation(value: unknown, live = false): Content {
  return { type: "location", ...Location.parse(value), live };
}

export function readOrder(value: unknown): Content {
  const order = Order.parse(value);
  const lines = order.product_items.map((line) => ({
    productId: line.product_retailer_id,
    quantity: line.quantity,
    price: line.item_price,
    currency: line.currency,
  }));
  return { type: "order", catalogId: order.catalog_id, text: order.text, lines };
}

const INTERACTIVE: Record<string, Reader> = {
  button_reply: (value) => ({ type: "choice", from: "button", ...Choice.parse(value) }),
  list_reply: (value) => ({ type: "choice", from: "list", ...Choice.parse(value) }),
  nfm_reply: (value) => {
    const reply = FlowReply.parse(value);
    const answers = jsonObject(reply.response_json);
    const token = field.text(answers?.flow_token);
    return { type: "flow", name: reply.name, token, answers, text: reply.response_json };
  },
  call_permission_reply: (value) => {
    const { response, response_source, expiration_timestamp } = CallPermission.parse(value);
    return { type: "call_permission", answer: response, source: response_source, expiresAt: expiration_timestamp };
  },
};
const INTERACTIVE_READERS = new Map(Object.entries(INTERACTIVE));

const TYPES: Record<string, Reader> = {
  text: (value) => ({ type: "text", text: z.object({ body: z.string() }).parse(value).body }),
  image: (value) => readMedia("image", value),
  video: (value) => readMedia("video", value),
  audio: (value) => readMedia("audio", value),
  document: (value) => readMedia("document", value),
  sticker: (value) => readMedia("sticker", value),
  location: (value) => readLocation(value),
  contacts: (value, message) => ({
    type: "contacts",
    cards: readCards(value),
    requested: message.origin === "contact_request",
  }),
  interactive: (value) => {
    const { type, ...rest } = z.looseObject({ type: field.id }).parse(value);
    const read = INTERACTIVE_READERS.get(type);
    return read ? read(rest[type], rest) : { type: "unknown", vendorType: `interactive/${type}` };
  },
  button: (value) => {
    const { payload, text } = z.object({ payload: field.label, text: field.words }).parse(value);
    const id = field.id.parse(payload ?? text);
    return { type: "choice", from: "template", id, title: text, description: null };
  },
  order: readOrder,
  request_welcome: () => ({ type: "welcome" }),
  unsupported: (value, message) => ({
    type: "unsupported",
    of: isFields(value) ? field.text(value.type) : null,
    errors: errorsOf(message.errors),
  }),
  // The older form of `unsupported`.
  unknown: (_value, message) => ({ type: "unsupported", of: null, errors: errorsOf(message.errors) }),
};
// A map, so that a type called "constructor" is as unknown as any other.
const READERS = new Map(Object.entries(TYPES));

/** What a message says. Never throws: the unknown and the broken become contents of their own. */
export function readContent(message: Fields, valueErrors: VendorError[] = []): Content {
  const vendorType = field.text(message.type) ?? "";
  const read = READERS.get(vendorType);
  if (!read) return { type: "unknown", vendorType };
  try {
    return read(message[vendorType], message);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const errors = [...errorsOf(message.errors), ...valueErrors];
    return { type: "malformed", vendorType, why: whyOf(error), errors };
  }
}

/** JSON inside a string has been seen holding other things than an object. */
function jsonObject(source: string): Fields | null {
  try {
    const value = parseJson(source);
    return isFields(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
