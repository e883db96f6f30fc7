import type { TemplateContent } from "@nexusone/contracts/template-content";
import { isRightToLeft } from "@nexusone/contracts/template-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { KnownReason } from "../../app/known-reason.tsx";
import { useT } from "../../i18n/context.tsx";
import { diffWords, wholeText } from "./diff.ts";
import type { Template } from "./template-page.tsx";
import { StatusBadge, useCategoryName } from "./template-words.tsx";

type Props = { template: Template; onTake: ((content: TemplateContent) => void) | undefined };
const MARK = {
  same: "",
  added: "bg-good-soft text-good no-underline",
  removed: "bg-bad-soft text-bad line-through",
} as const;

/** Every version with who wrote it, what it changed, and what Meta answered to it. */
export function HistoryCard({ template, onTake }: Props) {
  const t = useT();
  const categoryName = useCategoryName();
  const { versions, submissions, sentVersion } = template;
  return (
    <Card title={t("templates.history")} flush>
      <ol>
        {versions.map(({ version, content, source, byName, at }, place) => {
          const before = versions[place + 1]?.content;
          const put = submissions.filter((one) => one.version === version);
          return (
            <li key={version} className="border-b border-line px-4 py-3 text-sm last:border-b-0">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="font-medium text-ink">{t("templates.version", { number: version })}</span>
                <Badge>{categoryName(content.category)}</Badge>
                {version === sentVersion ? <Badge tone="good">{t("templates.isSent")}</Badge> : null}
                <span className="text-muted">
                  {source === "default" ? t("templates.fromDefaults") : <bdi>{byName}</bdi>} <RelativeTime at={at} />
                </span>
                {onTake && place > 0 ? (
                  <Button size="sm" look="quiet" onClick={() => onTake(content)}>
                    {t("templates.takeBack")}
                  </Button>
                ) : null}
              </div>
              <p
                dir={isRightToLeft(content.language) ? "rtl" : "ltr"}
                lang={content.language.slice(0, 2)}
                className="mt-1 whitespace-pre-wrap text-soft [overflow-wrap:anywhere]"
              >
                {(before ? diffWords(wholeText(before), wholeText(content)) : diffWords("", wholeText(content))).map(
                  ({ kind, text }, nth) =>
                    before && kind !== "same" ? (
                      kind === "added" ? (
                        <ins key={nth} className={MARK.added}>
                          {text}
                        </ins>
                      ) : (
                        <del key={nth} className={MARK.removed}>
                          {text}
                        </del>
                      )
                    ) : (
                      <span key={nth}>{text}</span>
                    ),
                )}
              </p>
              {put.map((one) => (
                <div key={one.sentAt} className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
                  <span>
                    {t(`templates.submission.${one.kind}`)} <bdi>{one.byName}</bdi> <RelativeTime at={one.sentAt} />
                  </span>
                  {one.outcome ? (
                    <StatusBadge status={one.outcome} />
                  ) : (
                    <Badge tone={one.state === "refused" ? "bad" : one.state === "accepted" ? "info" : "wait"}>
                      {t(`templates.submission.${one.state}`)}
                    </Badge>
                  )}
                  {one.reason ? (
                    <span className="basis-full">
                      <KnownReason code={one.reason} details={{ detail: one.detail ?? "" }} />
                    </span>
                  ) : null}
                </div>
              ))}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
