import { fill } from "@nexusone/contracts/locale";
import { useOnce, useState } from "../draw/render.ts";
import type { Offer } from "../views.ts";
import type { Asks } from "./popup.tsx";

type Props = Asks & { offer: Offer; reload: () => Promise<void> };

/** The question before anything happens: whose shop, at which server, with which rights. */
export function ConfirmOffer({ offer, ask, show, words, reload }: Props) {
  const [busy, setBusy] = useState(false);
  useOnce(() => document.getElementById("question")?.focus());
  const { merchantName, serverUrl, userName, scopes } = offer;
  const confirm = async () => {
    setBusy(true);
    const next = await ask("pairing.confirm", {});
    setBusy(false);
    // A used or expired code is gone with its offer: the refusal stays on screen above the way to pair.
    if (next) show(next);
    else await reload();
  };
  return (
    <section class="question">
      <h2 tabIndex={-1} id="question">
        {fill(words.question, { merchant: merchantName, server: new URL(serverUrl).host })}
      </h2>
      <p class="note">{fill(words.offerFor, { user: userName })}</p>
      <ul class="scopes">
        {scopes.map((scope) => (
          <li key={scope}>{words.scopes[scope] ?? scope}</li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" class="main" disabled={busy} onClick={() => void confirm()}>
          {busy ? words.confirming : words.confirm}
        </button>
        <button type="button" class="second" disabled={busy} onClick={() => void ask("pairing.dismiss", {}).then(show)}>
          {words.cancel}
        </button>
      </div>
    </section>
  );
}
