import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ControlError, read } from "../../control-request.ts";
import { html, raw, type Markup } from "../../shop/html.ts";
import { OWN_CSS } from "../../own-page/style.ts";
import type { Line, Person } from "../model.ts";
import type { WhatsApp } from "../whatsapp.ts";
import { PHONE_SCRIPT } from "./script.ts";
import { PHONE_CSS } from "./style.ts";

const Query = z.object({ person: z.string().optional(), line: z.string().optional() });

/** `/sandbox/phone`: the telephone of any person of the sandbox, in a chat with any business number. */
export function registerPhone(app: FastifyInstance, whatsapp: WhatsApp): void {
  app.get("/sandbox/phone", async (request, reply) => {
    const { person, line } = read(Query, request.query);
    const { people, registry } = whatsapp;
    const lines = [...registry.numbers.values(), ...registry.channels.values()];
    const chosen = (person !== undefined && people.find(person)) || people.list()[0] || people.create();
    const business = (line !== undefined && registry.line(line)) || lines[0];
    if (!business) throw new ControlError(404, "there is no business number");
    return reply.type("text/html; charset=utf-8").send(phonePage(people.list(), lines, chosen, business));
  });
  // Files as the telephone holds them: no token, no end.
  app.get<{ Params: { id: string } }>("/sandbox/whatsapp/media/:id", async (request, reply) => {
    const file = whatsapp.media.find(request.params.id);
    if (!file) throw new ControlError(404, "no such file");
    // A page sent as a file must not run here.
    return reply
      .type(file.mimeType)
      .header("content-security-policy", "sandbox")
      .header("x-content-type-options", "nosniff")
      .send(file.bytes);
  });
}

const option = (value: string, label: string, chosen: string): Markup =>
  html`<option value="${value}" ${value === chosen ? raw(" selected") : ""}>${label}</option>`;

function phonePage(people: readonly Person[], lines: readonly Line[], person: Person, line: Line): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Phone of ${person.name ?? person.phone}</title>
        <style>
          ${raw(OWN_CSS)} ${raw(PHONE_CSS)}
        </style>
      </head>
      <body class="phone-page" data-person="${person.id}" data-line="${line.id}">
        <header>
          <h1>Phone</h1>
          <p>A customer's telephone. What is opened here is read.</p>
          <a href="/sandbox">Sandbox</a>
        </header>
        <form id="who" class="bar">
          <label
            >Person
            <select name="person">
              ${people.map(({ id, name, phone }) => option(id, `${name ?? "No name"}, +${phone}`, person.id))}
            </select></label
          >
          <label
            >Writes to
            <select name="line">
              ${lines.map((one) => option(one.id, `${one.name}, +${one.phone}${one.kind === "whapi" ? " (Whapi)" : ""}`, line.id))}
            </select></label
          >
          <button type="button" id="new-person">New person</button>
        </form>
        <main class="device">
          <div class="top">
            <b>${line.name}</b><small id="state" aria-live="polite"></small>
            <button type="button" id="block" aria-pressed="${String(person.blocks.has(line.id))}">
              ${person.blocks.has(line.id) ? "Unblock" : "Block"}
            </button>
          </div>
          <div id="log" role="log" aria-label="Messages" tabindex="0"><ol id="chat"></ol></div>
          <p id="phone-error" role="alert"></p>
          <div id="quote" hidden><span></span><button type="button" aria-label="No quote">×</button></div>
          <div class="extras">
            <label class="file">Photo or file<input id="file" type="file" /></label>
            <button type="button" data-act="image">Sample photo</button>
            <button type="button" data-act="voice">Voice note</button>
            <button type="button" data-act="location">Location</button>
            <button type="button" data-say="STOP">STOP</button>
          </div>
          <form id="write">
            <label class="hidden-label" for="text">Message</label>
            <textarea id="text" rows="1" placeholder="Message" required></textarea>
            <button class="primary">Send</button>
          </form>
        </main>
        <div class="switches">
          <label><input type="checkbox" id="online" ${person.online ? raw(" checked") : ""} /> Telephone is on</label>
          <label
            ><input type="checkbox" id="receipts" ${person.receipts === "silent" ? "" : raw(" checked")} /> Read
            receipts</label
          >
          <label
            ><input type="checkbox" id="hides" ${person.hidesPhone ? raw(" checked") : ""} /> Hides the number</label
          >
          <button type="button" id="marketing" ${line.kind === "cloud" ? "" : raw(" hidden")}>Stop marketing</button>
        </div>
        <script>
          ${raw(PHONE_SCRIPT)};
        </script>
      </body>
    </html>`.text;
}
