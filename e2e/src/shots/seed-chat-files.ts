import { randomUUID } from "node:crypto";
import { sampleFile, silentVoice } from "@nexusone/sandbox/whatsapp/samples";
import type { Person } from "../support/api.ts";
import { asSuperuser } from "../support/database.ts";
import { png } from "../support/png.ts";
import type { World } from "../world.ts";

type Media = { readonly kind: string; readonly caption?: string; readonly direction?: "in" | "out" };
type Kept = Media & { readonly file: { readonly bytes: Uint8Array; readonly name: string } };
type Absent = Media & {
  readonly state: "waiting" | "failed" | "gone";
  readonly reason?: string;
  readonly name: string;
};

/** A thread with files of every kind: those that are here, and those that are on their way or not to be had. */
export async function seedChatFiles(world: World, who: Person, conversationId: string): Promise<void> {
  const photo = await sampleFile("image", "lamp");
  const paper = await sampleFile("document", "receipt");
  if (!photo || !paper) throw new Error("there are no samples");
  const kept: readonly Kept[] = [
    { kind: "image", caption: "Voilà la couleur", file: { bytes: photo.bytes, name: "photo.jpg" } },
    { kind: "audio", file: { bytes: silentVoice(12), name: "voice.ogg" } },
    { kind: "document", file: { bytes: paper.bytes, name: "Reçu n° 12 du mois de septembre.pdf" } },
    { kind: "image", caption: "صورة المصباح الجديد", direction: "out", file: { bytes: png(150), name: "lamp.png" } },
  ];
  const absent: readonly Absent[] = [
    { kind: "image", state: "waiting", name: "" },
    { kind: "document", state: "failed", reason: "messages.token_dead", name: "facture.pdf" },
    { kind: "video", state: "gone", reason: "chat_files.gone", name: "" },
  ];
  const ids: string[] = [];
  for (const { file } of kept) ids.push(await upload(world, who, file));
  await asSuperuser(world, async (sql) => {
    const at = (nth: number): Date => new Date(Date.now() - (11 - nth) * 60_000);
    const write = async (
      nth: number,
      { kind, caption = "", direction = "in" }: Media,
      fileId: string,
    ): Promise<void> => {
      const body = { type: "media", media: kind, caption: caption || null };
      await sql`with message as (
          insert into messages (merchant_id, conversation_id, channel_id, direction, author, external_id, kind, content, body, state, at,
            received_at)
          select ${who.merchantId}, id, channel_id, ${direction}, ${direction === "in" ? "user" : "human"}, ${`wamid.${randomUUID()}`},
            'media', ${caption}, ${sql.json(body)}, ${direction === "in" ? "received" : "read"}, ${at(nth)}, ${at(nth)}
          from conversations where id = ${conversationId} returning id)
        insert into message_files (merchant_id, message_id, file_id) select ${who.merchantId}, id, ${fileId} from message`;
    };
    for (const [nth, one] of kept.entries()) await write(nth, one, ids[nth] ?? "");
    for (const [nth, one] of absent.entries()) {
      const [row] = await sql<{ id: string }[]>`
        insert into chat_files (merchant_id, state, reason, kind, name, received_at)
        values (${who.merchantId}, ${one.state}, ${one.reason ?? null}, ${one.kind}, ${one.name}, ${at(nth)}) returning id`;
      await write(kept.length + nth, one, row!.id);
    }
    await sql`update conversations set last_message_at = now() where id = ${conversationId}`;
  });
}

async function upload({ serverUrl }: World, { cookie, merchantId }: Person, file: Kept["file"]): Promise<string> {
  const answer = await fetch(`${serverUrl}/api/chat-files`, {
    method: "POST",
    headers: {
      cookie,
      "x-merchant-id": merchantId,
      "x-nexus-client": "admin",
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(file.name),
    },
    body: new Uint8Array(file.bytes),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { id: string }).id;
}
