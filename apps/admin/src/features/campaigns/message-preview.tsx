import { isRightToLeft } from "@nexusone/contracts/template-terms";
import { fillPlaces } from "@nexusone/contracts/template-variables";
import { useT } from "../../i18n/context.tsx";

type Props = { text: string; language: string | null; values: Record<string, string> };

/** The words as somebody reads them; what is filled for each person stays to be seen. */
export function MessagePreview({ text, language, values }: Props) {
  const t = useT();
  const filled = fillPlaces(text, (name) => values[`body.${name}`] || values[name] || undefined);
  return (
    <figure
      aria-label={t("campaigns.preview")}
      className="mx-auto w-full max-w-80 rounded-[1.75rem] border border-line-strong bg-canvas p-2.5 shadow-lift"
    >
      <div className="min-h-40 rounded-[1.25rem] bg-sunken px-3 py-4">
        <p
          dir={language && isRightToLeft(language) ? "rtl" : "auto"}
          {...(language && { lang: language.slice(0, 2) })}
          className="w-fit min-w-40 max-w-full whitespace-pre-wrap rounded-lg rounded-ss-none border border-line bg-surface px-2.5 py-2 text-sm text-ink [overflow-wrap:anywhere]"
        >
          {filled.trim() === "" ? <span className="text-muted">{t("campaigns.previewEmpty")}</span> : filled}
        </p>
      </div>
    </figure>
  );
}
