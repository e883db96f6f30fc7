import type { FastifyRequest } from "fastify";
import { z } from "zod";

export class ControlError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

export function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ControlError(400, z.prettifyError(parsed.error));
}

export function readJson<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.output<Schema> {
  const raw = Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body.toString("utf8") : "{}";
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    throw new ControlError(400, "the body is not JSON");
  }
  return read(schema, value);
}
