import { AUDIT_TABLES, HIDDEN } from "@nexusone/contracts/audit-words";
import { expect, it } from "vitest";
import { en } from "../../../i18n/en/index.ts";
import { fr } from "../../../i18n/fr/index.ts";
import { translator } from "../../../i18n/translate.ts";
import { changesOf } from "./audit-changes.ts";
import { filterOf, parseAuditSearch } from "./audit-search.ts";
import { actorOf, sentenceOf, type AuditEntry } from "./audit-sentence.ts";

const t = translator("en", (key) => en[key]);
const reader = { t, locale: "en", currency: "EUR" } as const;
const entry = (over: Partial<AuditEntry>): AuditEntry => ({
  id: "0195a0d0-0000-7000-8000-000000000001",
  at: "2026-03-02T09:00:00.000Z",
  table: "memberships",
  rowId: "0195a0d0-0000-7000-8000-000000000002",
  subject: { name: "Ana", productId: null },
  operation: "update",
  before: null,
  after: null,
  actor: { kind: "user", id: null, name: "Olga" },
  userId: null,
  requestId: null,
  ...over,
});

it("[SEC-09] tells an act in a sentence, in both languages", () => {
  const act = entry({ before: { role: "support" }, after: { role: "admin" } });
  expect(sentenceOf(act, t)).toBe("Changed the role of Ana");
  expect(
    sentenceOf(
      act,
      translator("fr", (key) => fr[key]),
    ),
  ).toBe("A modifié un rôle : Ana");
  const said = (over: Partial<AuditEntry>) => sentenceOf(entry(over), t);
  expect(said({ table: "api_keys", after: { revoked_at: "2026-03-02T09:00:00Z" } })).toBe("Revoked the API key Ana");
  expect(said({ table: "merchants", after: { default_price_rule: {} } })).toBe("Changed the default price rule");
  expect(said({ table: "merchants", after: { vat_rate_bps: 1 } })).toBe("Changed the shop's settings");
  expect(said({ table: "events", operation: "insert", after: { type: "product.import_undone" } })).toBe(
    "Undid an import",
  );
  expect(said({ operation: "delete", subject: { name: null, productId: null } })).toBe(
    "Removed (no longer there) from the team",
  );
  // An entry of a table that is watched no more.
  expect(said({ table: "old_things" })).toBe("Changed old_things");
  for (const table of AUDIT_TABLES) expect(t(`audit.table.${table}`)).not.toBe("");
});

it("[SEC-09] names who did it, and what acted in their name", () => {
  const by = (actor: AuditEntry["actor"]) => actorOf(entry({ actor }), t);
  expect(by({ kind: "user", id: "1", name: "Olga" })).toBe("Olga");
  expect(by({ kind: "api_key", id: "1", name: "Olga" })).toBe("API key of Olga");
  expect(by({ kind: "job", id: "import", name: "Olga" })).toBe("NexusOne for Olga");
  expect(by({ kind: "job", id: "import", name: "import" })).toBe("NexusOne");
  expect(by({ kind: "system", id: "platform:1", name: "platform:1" })).toBe("NexusOne platform team");
  expect(by({ kind: "system", id: "archive", name: "archive" })).toBe("An archive that was read in");
  expect(by({ kind: "unknown", id: null, name: "" })).toBe("Written past NexusOne");
});

it("[SEC-09] writes values as people read them, and says what is hidden", () => {
  const rule = { kind: "multiplier", factor: "2.5", of: "landed" };
  const changed = entry({
    before: { default_price_rule: rule, floor_margin_bps: 1_000, fee_fixed_minor: 20, destination_zip: null },
    after: {
      default_price_rule: { ...rule, factor: "3" },
      floor_margin_bps: 1_250,
      fee_fixed_minor: 25,
      destination_zip: "75001",
    },
  });
  expect(changesOf(changed, reader).map(({ before, after }) => [before, after])).toEqual([
    ["2.5 × landed cost", "3 × landed cost"],
    ["10.0%", "12.5%"],
    ["€0.20", "€0.25"],
    [null, "75001"],
  ]);
  const secret = entry({ before: { secret_sealed: HIDDEN }, after: { secret_sealed: HIDDEN } });
  expect(changesOf(secret, reader)).toEqual([{ name: "Secret", before: "hidden", after: "hidden" }]);
  const ended = entry({
    table: "chrome_extension_sessions",
    before: { revoked_at: null, revoked_reason: null },
    after: { revoked_at: "2026-03-02T09:00:00Z", revoked_reason: "extension.session_revoked" },
  });
  expect(changesOf(ended, reader).map(({ name, after }) => [name, after])).toEqual([
    ["Reason", expect.stringMatching(/^[A-Z].+\.$/)],
  ]);
  // Of something made, what matters; not every column.
  const made = entry({
    operation: "insert",
    after: { role: "admin", user_id: "1", joined_at: "2026-03-02T09:00:00Z" },
  });
  expect(changesOf(made, reader)).toEqual([{ name: "Role", before: null, after: "Admin" }]);
});

it("[SEC-09] takes from the address what makes sense, and both days whole", () => {
  const rowId = "0195a0d0-0000-7000-8000-000000000002";
  expect(parseAuditSearch({ table: "nonsense", userId: "me", rowId, from: "2026-02-31x", to: "2026-03-02" })).toEqual({
    rowId,
    to: "2026-03-02",
  });
  const { from, to } = filterOf({ from: "2026-03-02", to: "2026-03-02" });
  expect(Date.parse(to!) - Date.parse(from!)).toBe(24 * 3_600_000);
});
