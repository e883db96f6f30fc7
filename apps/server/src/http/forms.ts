import { DomainError } from "@nexusone/core/errors";
import type { FastifyInstance, FastifyRequest } from "fastify";

const UPLOAD = "/api/media/upload";

/**
 * An upload as browsers send files: its one file becomes the fields that a JSON body names itself. Anywhere else a form is
 * refused, as before.
 */
export function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    "multipart/form-data",
    { parseAs: "buffer" },
    async (request: FastifyRequest, body: Buffer<ArrayBuffer>) => {
      if (request.routeOptions.url !== UPLOAD)
        throw new DomainError("request.invalid", { problem: "the request cannot be read" });
      const form = await new Response(body, {
        headers: { "content-type": String(request.headers["content-type"]) },
      })
        .formData()
        .catch((error: unknown) => {
          throw new DomainError("request.invalid", { problem: "the form cannot be read" }, error);
        });
      const fields: Record<string, string> = {};
      const files: File[] = [];
      for (const [name, value] of form) {
        if (typeof value === "string") fields[name] = value;
        else files.push(value);
      }
      const [file, another] = files;
      if (!file || another) throw new DomainError("request.invalid", { problem: "send one file" });
      const fileData = Buffer.from(await file.arrayBuffer()).toString("base64");
      return { file_name: file.name, mime_type: file.type, ...fields, file_data: fileData };
    },
  );
}
