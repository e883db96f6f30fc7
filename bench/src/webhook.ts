import { withChild, withDatabase } from "./lib/ground.ts";
import { requestsPerSecond } from "./lib/load.ts";
import { report, round } from "./lib/report.ts";
import { alternate } from "./lib/rounds.ts";
import { openNumber, textTo } from "./lib/whatsapp-posts.ts";
import type { WebhookServers } from "./webhook-server.ts";

const NUMBERS = 8;
const PEOPLE = 500;
const ROUNDS = 16;
const SECONDS = 0.5;
const CONNECTIONS = 16;
const WARM_UP = 2_000;
const GOAL = 0.7;

/** Signed bodies, each of its own, stored and acknowledged a second; what was acknowledged must be there, once. */
await report("webhook", () =>
  withDatabase(async (database) => {
    const { sql } = database;
    const numbers: string[] = [];
    for (let nth = 0; nth < NUMBERS; nth += 1) numbers.push((await openNumber(database, nth)).number);
    await sql`create table floor_inbox (id uuid primary key default uuidv7(), body_hash text not null unique, body bytea not null,
      received_at timestamptz not null default clock_timestamp())`;
    await sql`grant all on floor_inbox to public`;
    let nth = 0;
    const requests = () => textTo(numbers[(nth += 1) % NUMBERS]!, nth % PEOPLE); // there are as many
    const script = new URL("./webhook-server.ts", import.meta.url).pathname;
    const input = { appUrl: database.appUrl, ownerUrl: database.ownerUrl, follow: [] };
    return withChild(script, input, async (servers: WebhookServers) => {
      const taken = { ours: 0, floor: 0 };
      const rate =
        (side: keyof WebhookServers, seconds: number, atLeast = 0) =>
        async (): Promise<number> => {
          const load = { connections: CONNECTIONS, seconds, atLeast, requests };
          const measured = await requestsPerSecond(servers[side], load);
          taken[side] += measured.count;
          return measured.rate;
        };
      for (const side of ["ours", "floor"] as const) await rate(side, 1, WARM_UP)();
      const { ours, floor, ratio } = await alternate(ROUNDS, rate("ours", SECONDS), rate("floor", SECONDS));
      const [kept] = await sql<{ n: number }[]>`select count(*)::integer as n from webhook_inbox`;
      const lostOrDoubled = Math.abs((kept?.n ?? 0) - taken.ours);
      return {
        ours: round(ours, 0),
        floor: round(floor, 0),
        ratio: round(ratio),
        unit: "req/s",
        n: taken.ours + taken.floor,
        goal: `ratio >= ${GOAL}, nothing lost or doubled`,
        pass: ratio >= GOAL && lostOrDoubled === 0,
        lostOrDoubled,
      };
    });
  }),
);
