import { openApiDocument } from "@nexusone/api/rest/openapi/document";
import type { FastifyInstance } from "fastify";
import { docsPage } from "./docs-page.ts";
import type { CreateContext } from "./request-context.ts";

/** `/api/openapi.json` and the same for readers at `/api/docs`. Both are open to everybody and say nothing about anybody. */
export function mountOpenApi(app: FastifyInstance, publicUrl: string, createContext: CreateContext): void {
  let made: { json: string; page: string } | undefined;
  const make = () => {
    const document = openApiDocument(publicUrl);
    return { json: JSON.stringify(document), page: docsPage(document) };
  };
  const serve = (path: string, type: string, part: "json" | "page") =>
    app.get(path, async (request, reply) => {
      await (await createContext(request, reply)).takeLimit("general");
      made ??= make();
      return reply.header("content-type", type).send(made[part]);
    });
  serve("/api/openapi.json", "application/json; charset=utf-8", "json");
  serve("/api/docs", "text/html; charset=utf-8", "page");
}
