import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { World } from "../world.ts";

export const SLACK_PATH = "/slack/services";
export const TWILIO_PATH = "/twilio/2010-04-01";

const textOf = (request: FastifyRequest): string =>
  Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";

/** What Slack's incoming webhooks and Twilio's Messages answer; messages land in the mail box as `slack` and `sms`. */
export function registerMessageReceivers(app: FastifyInstance, world: World): void {
  const keep = (message: { from: string; to: string; text: string }): void =>
    world.mails.add({
      at: new Date(world.clock.now()).toISOString(),
      from: message.from,
      to: [message.to],
      subject: message.text.split("\n", 1)[0] ?? "",
      text: message.text,
      html: "",
    });

  app.post<{ Params: { "*": string } }>(`${SLACK_PATH}/*`, (request, reply) => {
    const text = slackTextOf(textOf(request));
    if (text === undefined) return reply.code(400).type("text/plain").send("invalid_payload");
    if (text === "") return reply.code(400).type("text/plain").send("no_text");
    keep({ from: "slack", to: request.params["*"], text });
    return reply.type("text/plain").send("ok");
  });

  app.post<{ Params: { sid: string } }>(`${TWILIO_PATH}/Accounts/:sid/Messages.json`, (request, reply) => {
    const { sid } = request.params;
    const given = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
    if (!given.startsWith(`${sid}:`) || given.length <= sid.length + 1)
      return refuse(reply, 401, 20_003, "Authentication Error - invalid username");
    const form = new URLSearchParams(textOf(request));
    const [to, from, body] = [form.get("To") ?? "", form.get("From") ?? "", form.get("Body") ?? ""];
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refuse(reply, 400, 21_211, `Invalid 'To' Phone Number: ${to}`);
    if (body === "") return refuse(reply, 400, 21_602, "Message body is required.");
    keep({ from: `sms ${from}`, to, text: body });
    return reply.code(201).send({
      sid: `SM${Buffer.from(`${to}${world.clock.now()}`).toString("hex").padEnd(32, "0").slice(0, 32)}`,
      account_sid: sid,
      to,
      from,
      body,
      status: "queued",
      error_code: null,
    });
  });
}

function slackTextOf(body: string): string | undefined {
  try {
    const { text } = JSON.parse(body) as { text?: unknown };
    return typeof text === "string" ? text : "";
  } catch {
    return undefined;
  }
}

const refuse = (reply: FastifyReply, status: number, code: number, message: string): FastifyReply =>
  reply.code(status).send({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
