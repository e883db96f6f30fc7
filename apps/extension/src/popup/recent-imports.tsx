import type { Locale } from "@nexusone/contracts/locale";
import { useOnce, useState } from "../draw/render.ts";
import { ago } from "../format.ts";
import type { ImportedRow } from "../views.ts";
import type { Asks } from "./popup.tsx";

/** The last imports of this shop, each with its way back while there is one. */
export function RecentImports({ ask, send, tell, words, locale }: Asks & { locale: Locale }) {
  const [rows, setRows] = useState<readonly ImportedRow[] | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const [undoing, setUndoing] = useState<string | undefined>(undefined);
  const [sure, setSure] = useState<string | undefined>(undefined);
  useOnce(() => void ask("imports.list", {}).then((found) => (found ? setRows(found) : setFailed(true))));
  const undo = async (importLogId: string, force: boolean) => {
    setUndoing(importLogId);
    tell(undefined);
    const reply = await send("imports.undo", { importLogId, force }).catch(() => undefined);
    const edited = !reply?.ok && reply?.reason.details?.["cause"] === "edited";
    // Somebody changed the product since: the refusal says so, and the button now asks to lose those changes.
    setSure(edited ? importLogId : undefined);
    if (reply?.ok) setRows(rows?.map((row) => (row.importLogId === importLogId ? reply.value : row)));
    else tell(reply?.reason ?? "broken");
    setUndoing(undefined);
  };
  return (
    <section>
      <h3>{words.recent}</h3>
      {failed && <p class="note">{words.notLoaded}</p>}
      {!rows && !failed && <p class="note">{words.loading}</p>}
      {rows?.length === 0 && (
        <p class="note">
          {words.noImports}{" "}
          <a href="https://cjdropshipping.com/" target="_blank" rel="noopener">
            {words.openCj}
          </a>
        </p>
      )}
      <ul class="imports" aria-live="polite">
        {rows?.map((row) => (
          <li key={row.importLogId} class={row.state}>
            {row.imageUrl ? <img src={row.imageUrl} alt="" width="32" height="32" /> : <span class="noimage" />}
            <div>
              {row.productUrl ? (
                <a href={row.productUrl} target="_blank" rel="noopener">
                  {row.name}
                </a>
              ) : (
                <span>{row.name}</span>
              )}
              <small title={row.refusal?.sentence}>{stateOf(row)}</small>
            </div>
            {row.undoable && (
              <button
                type="button"
                class="quiet"
                disabled={undoing !== undefined}
                aria-label={`${sure === row.importLogId ? words.undoAnyway : words.undo}: ${row.name ?? ""}`}
                onClick={() => void undo(row.importLogId, sure === row.importLogId)}
              >
                {labelOf(row)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

  function labelOf({ importLogId }: ImportedRow): string {
    if (undoing === importLogId) return words.undoing;
    return sure === importLogId ? words.undoAnyway : words.undo;
  }

  function stateOf({ state, createdAt, refusal }: ImportedRow): string {
    const when = ago(createdAt, Date.now(), locale);
    switch (state) {
      case "imported":
        return when;
      case "undone":
        return `${words.undone} · ${when}`;
      case "queued":
        return `${words.queued} · ${when}`;
      case "failed":
        return refusal?.sentence ?? words.failed;
    }
  }
}
