/** Run by `crash.test.ts` as a process of its own, to be killed at a failpoint: `node crash.fixture.ts URL pair|refresh SECRET`. */
import { createTestPlatform, clientContext } from "@nexusone/testing/contexts";
import { createDatabase } from "@nexusone/db/with-merchant";
import { pair } from "./pair.ts";
import { refreshSession } from "./refresh-session.ts";

const [url, verb, secret] = process.argv.slice(2);
if (!url || !secret) throw new Error("usage: crash.fixture.ts URL pair|refresh SECRET");
const db = createDatabase({ url, max: 1, applicationName: "crash" });
const client = clientContext(createTestPlatform(db));
if (verb === "pair") await pair(client, { code: secret, browser: "Chrome" });
else await refreshSession(client, { refreshToken: secret });
await db.close();
