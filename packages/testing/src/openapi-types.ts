import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

/**
 * The TypeScript source of a client's types, `paths` among them, generated from an OpenAPI document. Here rather than beside
 * its test: the generator needs an older compiler, and a package that has one gets copies of its own of all that asks for any.
 */
export const openApiTypes = async (document: OpenAPI3): Promise<string> => astToString(await openapiTS(document));
export type { OpenAPI3 };
