import { seedChatFiles } from "./seed-chat-files.ts";
import { fillChats, insertChats, type Chat } from "../support/chats.ts";
import type { Person } from "../support/api.ts";
import type { World } from "../world.ts";

/** A thread with every kind of message, both directions and both scripts. */
const EVERY_KIND: Chat["messages"] = [
  { minutesAgo: 2_900, text: "Bonjour ! Je cherche la lampe https://shop.example/lampe?ref=42 en bleu." },
  { minutesAgo: 2_890, direction: "out", text: "Bonjour Jeanne, elle arrive lundi. Je vous la réserve ?", quotes: 0 },
  { minutesAgo: 2_885, text: "Oui merci ❤️", reaction: "👍" },
  {
    minutesAgo: 1_500,
    body: {
      type: "media",
      media: "image",
      caption: "Voilà la couleur",
      filename: null,
      mimeType: "image/jpeg",
      sizeBytes: 245_000,
      seconds: null,
      voice: false,
    },
    text: "Voilà la couleur",
  },
  {
    minutesAgo: 1_490,
    body: {
      type: "media",
      media: "audio",
      caption: null,
      filename: null,
      mimeType: "audio/ogg",
      sizeBytes: 31_000,
      seconds: 12,
      voice: true,
    },
  },
  {
    minutesAgo: 1_480,
    body: {
      type: "location",
      latitude: 48.8566,
      longitude: 2.3522,
      name: "Point relais",
      address: "12 rue de Rivoli, Paris",
      live: false,
    },
    text: "Point relais",
  },
  {
    minutesAgo: 1_470,
    body: {
      type: "contacts",
      requested: false,
      cards: [
        {
          formattedName: "Paul Martin",
          phones: [{ phone: "+33 6 12 34 56 78" }],
          emails: [],
          organisation: "Martin & fils",
        },
      ],
    },
  },
  {
    minutesAgo: 1_460,
    direction: "out",
    author: "assistant",
    body: {
      type: "buttons",
      body: "Quand voulez-vous être livrée ?",
      buttons: [
        { id: "a", title: "Lundi" },
        { id: "b", title: "Mardi" },
        { id: "c", title: "Plus tard" },
      ],
      footer: "Répondez quand vous voulez",
    },
    text: "Quand voulez-vous être livrée ?",
    state: "delivered",
  },
  {
    minutesAgo: 1_450,
    body: { type: "choice", from: "button", id: "a", title: "Lundi", description: null },
    text: "Lundi",
  },
  {
    minutesAgo: 1_440,
    body: {
      type: "order",
      text: "Comme convenu",
      catalogId: null,
      lines: [{ productId: "SKU-LAMP-BLUE", quantity: 2, price: "19.99", currency: "EUR" }],
    },
    text: "Comme convenu",
  },
  { minutesAgo: 90, text: "مرحبا، متى يصل طلبي؟ رقم الطلب 1042" },
  { minutesAgo: 80, direction: "out", text: "طلبك في الطريق وسيصل غدا إن شاء الله.", state: "read" },
  { minutesAgo: 70, body: { type: "unsupported", of: "poll_creation", errors: [] } },
  { minutesAgo: 60, text: "gone", revoked: true },
  { minutesAgo: 50, text: "<script>alert('x')</script> & <b>bold</b> \u202Eevil", edited: true },
  {
    minutesAgo: 30,
    direction: "out",
    text: "Votre colis est parti ce matin.",
    state: "failed",
    reason: "messages.window_closed",
  },
  { minutesAgo: 12, text: "Avez-vous reçu mon adresse ? Vous êtes ouverts demain ?" },
];

const few: readonly Chat[] = [
  {
    name: "Amara Okafor",
    phone: "2348012345678",
    unread: 3,
    messages: [
      { minutesAgo: 4, text: "Is it waterproof?" },
      { minutesAgo: 3, text: "And how long does it take to Lagos?" },
    ],
  },
  { name: "أمينة بن علي", phone: "21698765432", unread: 1, messages: [{ minutesAgo: 25, text: "شكرا جزيلا" }] },
  {
    name: "Luis García",
    phone: "34600111222",
    handler: "assistant",
    messages: [
      {
        minutesAgo: 200,
        direction: "out",
        author: "assistant",
        text: "¡Hola! Su pedido llega mañana.",
        state: "delivered",
      },
    ],
  },
];

/** Conversations of the shops: none, three, many with one of every kind, five thousand. @returns the id of the one of every kind. */
export async function seedChats(
  world: World,
  { much, little, huge }: { readonly much: Person; readonly little: Person; readonly huge: Person },
  customerId: string,
): Promise<string> {
  await fillChats(world, huge.merchantId, 5_000);
  await insertChats(world, little.merchantId, few);
  const [id] = await insertChats(world, much.merchantId, [
    { name: "Jeanne Martin", phone: "33612999999", unread: 1, contactId: customerId, messages: EVERY_KIND },
    ...few,
  ]);
  if (id === undefined) throw new Error("no conversation was made");
  const [withFiles] = await insertChats(world, much.merchantId, [
    { name: "Chloé Rossi", phone: "33611223344", messages: [{ minutesAgo: 20, text: "Bonjour, voici ma lampe" }] },
  ]);
  if (withFiles === undefined) throw new Error("no conversation was made");
  await seedChatFiles(world, much, withFiles);
  await much.mutate("conversations.addNote", { conversationId: id, content: "Called her: she is home after six." });
  await much.mutate("conversations.triggerAlert", {
    conversationId: id,
    reason: "Asks for a refund",
    detail: "Says that the parcel came broken and wants to speak to somebody.",
  });
  await much.mutate("conversations.createSavedReply", {
    name: "On its way",
    content: "Hello {{first_name}}, order {{order}} is on its way.",
  });
  return id;
}
