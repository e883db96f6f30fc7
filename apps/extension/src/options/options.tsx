import { fill, LOCALES, pickLocale, type Locale } from "@nexusone/contracts/locale";
import { ReasonLine } from "../content/cj-product/reason-line.tsx";
import { useOnce, useState } from "../draw/render.ts";
import { SettingsForm } from "../forms/settings-form.tsx";
import { ConfirmOffer } from "../popup/confirm-offer.tsx";
import { Pair } from "../popup/pair.tsx";
import { Brand, speak, type Asks } from "../popup/popup.tsx";
import { POPUP_WORDS } from "../popup/words.ts";
import type { Refusal } from "../refusal.ts";
import type { Send } from "../send.ts";
import type { BatchSettings, Facets, OptionsView, PopupView } from "../views.ts";
import { Forget } from "./forget.tsx";
import { OPTIONS_WORDS } from "./words.ts";

// Made on this page so far.
let changes = 0;

/** Server and pairing, language, what every import brings, what the permissions are for, and the way out. */
export function Options({ send }: { send: Send }) {
  const [options, setOptions] = useState<OptionsView | undefined>(undefined);
  const [popup, setPopup] = useState<PopupView | undefined>(undefined);
  const [facets, setFacets] = useState<Facets | undefined>(undefined);
  const [currency, setCurrency] = useState("EUR");
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<Refusal | "broken" | undefined>(undefined);
  const locale = options?.locale ?? pickLocale(navigator.languages);
  const words = OPTIONS_WORDS[locale];
  const popupWords = POPUP_WORDS[locale];

  const ask: Asks["ask"] = async (name, input) => {
    const reply = await send(name, input).catch(() => undefined);
    setProblem(reply?.ok ? undefined : (reply?.reason ?? "broken"));
    return reply?.ok ? reply.value : undefined;
  };
  const reload = async () => {
    const [found, opened] = [await ask("options.get", {}), await ask("popup.open", {})];
    if (found) speak(found.locale);
    setOptions(found);
    setPopup(opened);
    if (!opened?.paired) return;
    const known = await send("catalog.facets", {}).catch(() => undefined);
    if (known?.ok) setFacets(known.value);
    const account = await send("account.get", {}).catch(() => undefined);
    if (account?.ok) setCurrency(account.value.pricing.terms.currency);
  };
  useOnce(() => void reload());
  const keep = async (changed: { language?: Locale | null; defaults?: BatchSettings }) => {
    // Shown before it is stored: the next field is filled in while the worker still wakes up.
    if (options && changed.defaults) setOptions({ ...options, defaults: changed.defaults });
    const nth = ++changes;
    const next = await ask("options.keep", changed);
    if (next) speak(next.locale);
    // Of several answers only the last knows all that was chosen.
    if (next && nth === changes) setOptions(next);
    setSaved(next !== undefined);
  };
  const show: Asks["show"] = (next) => {
    if (!next) return;
    setPopup(next);
    void reload();
  };
  const asks: Asks = { send, tell: setProblem, ask, show, words: popupWords };
  return (
    <main class="popup options">
      <Brand words={popupWords} view={popup} />
      <h2>{words.title}</h2>
      {problem && (
        <div role="alert">
          {problem === "broken" ? (
            <p class="reason amber">{popupWords.broken}</p>
          ) : (
            <ReasonLine reason={problem} retry={() => void reload()} retryLabel={popupWords.retry} />
          )}
        </div>
      )}
      {options && popup && (
        <>
          <section>
            <h3>{words.server}</h3>
            <p>
              {popup.paired
                ? fill(words.serverNow, {
                    merchant: popup.paired.merchantName,
                    server: new URL(popup.paired.serverUrl).host,
                  })
                : words.serverNone}
            </p>
            {popup.offer ? (
              <ConfirmOffer offer={popup.offer} reload={reload} {...asks} />
            ) : (
              <details open={!popup.paired}>
                <summary>{popup.paired ? words.change : words.first}</summary>
                <p class="note">{words.changeNote}</p>
                <Pair view={popup} inTab {...asks} />
              </details>
            )}
          </section>
          <section>
            <label class="field">
              <span>{words.language}</span>
              <select
                value={options.language ?? ""}
                onChange={({ currentTarget: { value } }) =>
                  void keep({ language: LOCALES.find((known) => known === value) ?? null })
                }
              >
                <option value="">{words.languageAuto}</option>
                {LOCALES.map((known) => (
                  <option key={known} value={known}>
                    {words.languages[known]}
                  </option>
                ))}
              </select>
            </label>
          </section>
          <section>
            <h3>{words.defaults}</h3>
            <p class="note">{words.defaultsNote}</p>
            <SettingsForm
              name="defaults"
              value={options.defaults}
              {...{ currency, facets, locale }}
              onChange={(defaults) => void keep({ defaults })}
            />
          </section>
          <p class="note" role="status">
            {saved ? words.saved : ""}
          </p>
          <section>
            <h3>{words.permissions}</h3>
            <dl class="reasons">
              {words.reasons.map(([name = "", why]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{why}</dd>
                </div>
              ))}
            </dl>
          </section>
          <Forget words={words} ask={ask} onForgotten={() => void reload()} />
          <p class="note">{fill(words.version, { version: options.version })}</p>
        </>
      )}
    </main>
  );
}
