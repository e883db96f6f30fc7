import { fill } from "@nexusone/contracts/locale";
import { useState } from "../draw/render.ts";
import type { PopupView } from "../views.ts";
import { allowServer } from "./host-access.ts";
import type { Asks } from "./popup.tsx";

/** First run in three short steps, and pairing by code: eight characters and, for a server of one's own, its address. */
export function Pair({ view, inTab, ask, show, words }: Asks & { view: PopupView; inTab: boolean }) {
  const [code, setCode] = useState("");
  const [server, setServer] = useState(view.builtInServer);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const typed = code.replace(/[^a-z0-9]/gi, "");

  const submit = async (event: Event) => {
    event.preventDefault();
    if (typed.length !== 8) return setWrong(words.codeShort);
    setWrong(undefined);
    setBusy(true);
    const allowed = server === view.builtInServer || (await allowServer(server));
    if (allowed) show(await ask("pairing.describe", { code, serverUrl: server }));
    else setWrong(words.hostDenied);
    setBusy(false);
  };
  return (
    <>
      {!view.ended && (
        <section>
          <h2>{words.welcome}</h2>
          <ol class="steps">
            {words.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      <a class="main" href={`${view.builtInServer}/settings/extension`} target="_blank" rel="noopener">
        {words.openSettings}
      </a>
      <form onSubmit={(event) => void submit(event)}>
        <h2 class="small">{words.haveCode}</h2>
        <label class="field">
          <span>{words.code}</span>
          <input
            class="code"
            value={code}
            maxLength={12}
            autocomplete="off"
            spellcheck={false}
            placeholder={words.codeHint}
            aria-invalid={wrong !== undefined}
            aria-describedby={wrong ? "wrong" : undefined}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        {/* Chrome's question about another host closes the popup, so such servers are named in a tab. */}
        {inTab ? (
          <label class="field">
            <span>{words.server}</span>
            <input
              type="text"
              inputMode="url"
              value={server}
              placeholder={words.serverHint}
              onInput={(event) => setServer(event.currentTarget.value)}
            />
          </label>
        ) : (
          <p class="note">
            {fill(words.serverIs, { host: new URL(server).host })} ·{" "}
            <a href="?tab" target="_blank">
              {words.otherServer}
            </a>
          </p>
        )}
        {wrong && (
          <p id="wrong" class="wrong" role="alert">
            {wrong}
          </p>
        )}
        <button type="submit" class="second" disabled={busy}>
          {busy ? words.checking : words.check}
        </button>
      </form>
    </>
  );
}
