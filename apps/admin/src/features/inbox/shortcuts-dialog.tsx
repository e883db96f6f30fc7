import { Dialog } from "@nexusone/ui/dialog";
import { useT } from "../../i18n/context.tsx";
import type { Key } from "../../i18n/translate.ts";

const SHORTCUTS: readonly (readonly [readonly string[], Key])[] = [
  [["j", "k"], "chat.keys.move"],
  [["Enter"], "chat.keys.open"],
  [["r"], "chat.keys.reply"],
  [["n"], "chat.keys.note"],
  [["s"], "chat.keys.draft"],
  [["e"], "chat.keys.close"],
  [["/"], "chat.keys.search"],
  [["Esc"], "chat.keys.back"],
  [["?"], "chat.keys.help"],
];

/** What the keys do here. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={onClose} title={t("chat.keys")}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
        {SHORTCUTS.map(([keys, word]) => (
          <div key={word} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-6 rounded-sm border border-line-strong bg-sunken px-1.5 py-0.5 text-center font-sans text-xs text-ink"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="text-soft">{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
