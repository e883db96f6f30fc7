import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Textarea } from "@nexusone/ui/field";
import { CircleAlert, CircleCheck, FileDown, FileSpreadsheet } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { saveFile } from "../../lib/save-file.ts";
import { type CsvTerms, parseCsv, type ParsedCsv } from "./parse-csv.ts";

const MOST_BYTES = 2_000_000;
const SHOWN_PROBLEMS = 50;
const EXAMPLE = [
  "ref,category,tags,rule",
  "https://cjdropshipping.com/product/desk-lamp-p-1424608189734850560.html,Lamps,new|gift,x3",
  "1890763486123456,,,+60%",
  "",
].join("\r\n");

type Props = {
  terms: CsvTerms;
  text: string;
  parsed: ParsedCsv | undefined;
  onChange: (text: string, parsed: ParsedCsv) => void;
};

/** A table of products, as a file or as text; what is wrong is named by its line and skipped. */
export function CsvBox({ terms, text, parsed, onChange }: Props) {
  const t = useT();
  const input = useId();
  const [file, setFile] = useState<{ name: string; refused: boolean }>();
  const [over, setOver] = useState(false);
  const take = (next: string): void => onChange(next, parseCsv(next, terms));
  const open = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const refused = chosen.size > MOST_BYTES;
    setFile({ name: chosen.name, refused });
    if (!refused) take(await chosen.text());
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void open(event.dataTransfer.files[0]);
  };
  return (
    <div className="flex flex-col gap-3">
      <div
        className={cx(
          "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-dashed px-3 py-3 text-sm",
          over ? "border-accent-ink bg-selected" : "border-line-strong bg-sunken",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileSpreadsheet size={18} className="shrink-0 text-muted" aria-hidden />
        <label
          htmlFor={input}
          className="touch-target inline-flex cursor-pointer items-center font-medium text-accent-ink hover:underline has-focus-visible:outline-2"
        >
          {t("imports.csv.choose")}
          <input
            id={input}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            className="sr-only"
            onChange={(event) => {
              void open(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </label>
        <span className="min-w-0 flex-1 basis-40 truncate text-muted">{file?.name ?? t("imports.csv.drop")}</span>
        <Button
          size="sm"
          look="quiet"
          icon={<FileDown size={13} aria-hidden />}
          onClick={() => saveFile(new Blob([EXAMPLE], { type: "text/csv" }), "nexusone-import.csv")}
        >
          {t("imports.csv.example")}
        </Button>
      </div>
      <Textarea
        label={t("imports.csv.paste")}
        hint={t("imports.csv.hint")}
        placeholder={EXAMPLE.trim()}
        rows={8}
        spellCheck={false}
        className="[&_textarea]:font-mono [&_textarea]:text-xs"
        value={text}
        error={file?.refused ? t("imports.csv.tooLarge") : undefined}
        onChange={(event) => {
          setFile(undefined);
          take(event.target.value);
        }}
      />
      {parsed && text.trim() !== "" ? <Findings parsed={parsed} /> : null}
    </div>
  );
}

function Findings({ parsed: { items, problems } }: { parsed: ParsedCsv }) {
  const t = useT();
  return (
    <div role="status" className="flex flex-col gap-2 text-sm">
      <p className="flex items-center gap-1.5 text-soft">
        <CircleCheck size={15} className="shrink-0 text-good" aria-hidden />
        {t("imports.csv.read", { count: items.length })}
      </p>
      {problems.length > 0 ? (
        <section aria-label={t("imports.csv.problems", { count: problems.length })}>
          <p className="flex items-center gap-1.5 font-medium text-ink">
            <CircleAlert size={15} className="shrink-0 text-bad" aria-hidden />
            {t("imports.csv.problems", { count: problems.length })}
          </p>
          <ul className="mt-1 max-h-56 overflow-y-auto rounded-md border border-line">
            {problems.slice(0, SHOWN_PROBLEMS).map(({ line, what, value }) => (
              <li
                key={`${line} ${what} ${value}`}
                className="flex gap-3 border-b border-line px-3 py-1.5 last:border-b-0"
              >
                <span className="w-16 shrink-0 tabular-nums text-muted">
                  {t("imports.csv.line", { line: String(line) })}
                </span>
                <span className="min-w-0 break-words text-ink">{t(`imports.csv.bad.${what}`, { value })}</span>
              </li>
            ))}
          </ul>
          {problems.length > SHOWN_PROBLEMS ? (
            <p className="mt-1 text-xs text-muted">
              {t("imports.csv.more", { count: problems.length - SHOWN_PROBLEMS })}
            </p>
          ) : null}
        </section>
      ) : null}
    </div>
  );
}
