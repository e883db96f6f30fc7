import { plainType, uploadProblem } from "./media-rules.ts";
import { GraphRefusal, missing, noObject } from "./errors.ts";
import { numberOf, type GraphAnswer, type GraphCall } from "./request.ts";
import type { StoredMedia } from "../media.ts";
import type { Json } from "../model.ts";

/** `POST /{number}/media`: multipart with `file`, `type` and `messaging_product`; kept 30 days. */
export async function uploadMedia(call: GraphCall): Promise<Json> {
  const number = numberOf(call);
  const form = await formOf(call);
  if (form.get("messaging_product") !== "whatsapp")
    throw new GraphRefusal(100, "The parameter messaging_product is required.");
  const file = form.get("file");
  if (!(file instanceof File)) throw missing("file");
  const type = form.get("type");
  const mimeType = (typeof type === "string" && type) || file.type;
  const problem = uploadProblem(mimeType, file.size);
  if (problem) throw new GraphRefusal(131053, problem);
  const bytes = Buffer.from(await file.arrayBuffer());
  return { id: call.whatsapp.media.add("upload", number.accountId, { bytes, mimeType, filename: file.name }).id };
}

export async function formOf({ body, contentType }: Pick<GraphCall, "body" | "contentType">): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new GraphRefusal(100, "The body is no multipart form.");
  }
}

/** `GET /{media}`: where the file is, for five minutes. */
export function findMedia(call: GraphCall): Json {
  const file = mediaOf(call);
  const { whatsapp } = call;
  return {
    messaging_product: "whatsapp",
    url: `${whatsapp.url()}/graph-media/${whatsapp.media.address(file.id)}`,
    mime_type: file.mimeType,
    sha256: file.sha256,
    file_size: file.bytes.length,
    id: file.id,
  };
}

export function deleteMedia(call: GraphCall): Json {
  return { success: call.whatsapp.media.delete(mediaOf(call).id) };
}

function mediaOf(call: GraphCall): StoredMedia {
  const [id = ""] = call.path;
  const file = call.whatsapp.media.find(id);
  if (!file || !call.opens(file.owner)) throw noObject(id);
  const number = call.query["phone_number_id"];
  if (number !== undefined && numberOf(call, number).accountId !== file.owner) throw noObject(id);
  return file;
}

/** The resumable upload for samples of headers: a session, then the bytes; the handle goes into `example.header_handle`. */
export function beginSample(call: GraphCall): Json {
  const { file_length, file_type = "" } = call.query;
  if (file_length === undefined) throw missing("file_length");
  const problem = uploadProblem(plainType(file_type), Number(file_length));
  if (problem) throw new GraphRefusal(100, problem);
  return { id: `upload:${call.whatsapp.ids.word(24)}?sig=${call.whatsapp.ids.word(12)}` };
}

export function sendSample(call: GraphCall): GraphAnswer {
  if (call.body.length === 0) throw missing("file");
  return { h: `4::${Buffer.from(call.whatsapp.ids.word(24)).toString("base64")}` };
}
