import { ServerResponse } from "node:http";
import { observeReasons } from "@nexusone/core/errors";
import { noteAnswersOf, noteReason } from "./observed-reasons.ts";

// Files of a worker share their modules: the answers are watched once.
const watched = Symbol.for("nexusone.reasons.watched");
const flags = globalThis as { [watched]?: true };
if (process.env["NEXUSONE_OBSERVED_REASONS"] && !flags[watched]) {
  flags[watched] = true;
  observeReasons((code) => noteReason("verb", code));
  noteAnswersOf(ServerResponse);
}
