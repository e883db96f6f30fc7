import { Ban, CircleHelp, ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../../i18n/context.tsx";
import { FileBody } from "./file-body.tsx";
import type { Message } from "./inbox-queries.ts";
import { lookOf } from "./kinds.ts";
import { LinkedText } from "./linked-text.tsx";

type Content = Message["content"];
type Of<T extends Content["type"]> = Extract<Content, { type: T }>;

/** What a message holds. Whatever cannot be shown is said in a plain sentence. */
export function MessageBody({ message, author }: { message: Message; author: string }) {
  const t = useT();
  const { content } = message;
  switch (content.type) {
    case "text":
      return <LinkedText>{content.text}</LinkedText>;
    case "media":
      return <Media content={content} message={message} author={author} />;
    case "location":
      return <Place content={content} />;
    case "contacts":
      return <Cards content={content} />;
    case "choice":
      return (
        <Titled word={t(`chat.choice.${content.from}`)}>
          <LinkedText className="font-medium">{content.title ?? ""}</LinkedText>
          {content.description ? <LinkedText className="text-sm text-soft">{content.description}</LinkedText> : null}
        </Titled>
      );
    case "order":
      return <Order content={content} />;
    case "poll":
      return (
        <Titled word={t("chat.poll")}>
          <LinkedText className="font-medium">{content.question ?? ""}</LinkedText>
          <ul className="list-inside list-disc">
            {content.options.map((option, index) => (
              <li key={index} dir="auto">
                {option}
              </li>
            ))}
          </ul>
        </Titled>
      );
    case "buttons":
      return (
        <>
          <LinkedText>{content.body}</LinkedText>
          {content.footer ? <LinkedText className="text-xs text-soft">{content.footer}</LinkedText> : null}
          <Options titles={content.buttons.map(({ title }) => title)} />
        </>
      );
    case "list":
      return (
        <>
          <LinkedText>{content.body}</LinkedText>
          <p className="mt-1 text-xs text-soft">
            {t("chat.list", { label: content.label, count: content.sections.flatMap(({ rows }) => rows).length })}
          </p>
          <Options titles={content.sections.flatMap(({ rows }) => rows.map(({ title }) => title))} />
        </>
      );
    case "template":
      return (
        <Titled word={t("chat.template", { name: content.name, language: content.language })}>
          {message.text === "" ? null : <LinkedText>{message.text}</LinkedText>}
        </Titled>
      );
    case "flow":
      return <Plain>{t("chat.flow")}</Plain>;
    case "call_permission":
      return <Plain>{t("chat.callPermission")}</Plain>;
    case "welcome":
      return <Plain>{t("chat.welcome")}</Plain>;
    case "revoked":
      return <Plain icon={<Ban size={14} aria-hidden />}>{t("chat.revoked")}</Plain>;
    case "unsupported":
      return (
        <Plain icon={<CircleHelp size={14} aria-hidden />}>
          {content.of ? t("chat.unsupportedOf", { kind: content.of }) : t("chat.unsupported")}
        </Plain>
      );
  }
}

/** A sentence of ours in a bubble. */
const Plain = ({ icon, children }: { icon?: ReactNode; children: ReactNode }) => (
  <p className="flex items-start gap-1.5 text-soft italic">
    {icon ? <span className="mt-0.5 shrink-0">{icon}</span> : null}
    <span>{children}</span>
  </p>
);

const Titled = ({ word, children }: { word: string; children: ReactNode }) => (
  <div>
    <p className="mb-0.5 text-xs text-soft">{word}</p>
    {children}
  </div>
);

const Options = ({ titles }: { titles: readonly string[] }) => (
  <ul className="mt-2 flex flex-wrap gap-1">
    {titles.map((title, index) => (
      <li key={index} dir="auto" className="rounded-sm border border-line-strong px-2 py-0.5 text-xs font-medium">
        {title}
      </li>
    ))}
  </ul>
);

/** A file with what was said to it; one that is not kept here is named. */
function Media({ content, message, author }: { content: Of<"media">; message: Message; author: string }) {
  const t = useT();
  const { icon: Icon, word } = lookOf(content.media);
  return (
    <div className="flex flex-col gap-1">
      {message.file ? (
        <FileBody message={message} file={message.file} author={author} caption={content.caption ?? ""} />
      ) : (
        <Plain icon={Icon ? <Icon size={14} aria-hidden /> : undefined}>
          <bdi>{content.filename ?? t(word)}</bdi>
        </Plain>
      )}
      {content.caption ? <LinkedText>{content.caption}</LinkedText> : null}
    </div>
  );
}

function Place({ content: { latitude, longitude, name, address, live } }: { content: Of<"location"> }) {
  const t = useT();
  const place = `${latitude},${longitude}`;
  return (
    <Titled word={t(live ? "chat.livePlace" : "chat.kind.location")}>
      {name ? <LinkedText className="font-medium">{name}</LinkedText> : null}
      {address ? <LinkedText className="text-sm text-soft">{address}</LinkedText> : null}
      <a
        href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
        target="_blank"
        rel="noopener noreferrer"
        className="inline-flex items-center gap-1 text-sm underline"
      >
        {t("chat.openMap", { place })}
        <ExternalLink size={12} aria-hidden />
      </a>
    </Titled>
  );
}

function Cards({ content: { cards, requested } }: { content: Of<"contacts"> }) {
  const t = useT();
  return (
    <Titled word={t(requested ? "chat.gaveNumber" : "chat.kind.contacts")}>
      <ul className="flex flex-col gap-1">
        {cards.map(({ formattedName, organisation, phones, emails }, index) => (
          <li key={index}>
            <bdi className="font-medium">{formattedName ?? t("chat.unnamed")}</bdi>
            <span className="block text-sm text-soft">
              <bdi>{[organisation, ...phones.map(({ phone }) => phone), ...emails].filter(Boolean).join(" · ")}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </Titled>
  );
}

function Order({ content: { lines, text } }: { content: Of<"order"> }) {
  const t = useT();
  return (
    <Titled word={t("chat.order")}>
      <ul className="flex flex-col gap-0.5 text-sm">
        {lines.map(({ productId, quantity, price, currency }, index) => (
          <li key={index} className="flex gap-3 tabular-nums">
            <span>{quantity} ×</span>
            <bdi className="min-w-0 flex-1 truncate">{productId}</bdi>
            {price === null ? null : <span>{[price, currency].filter(Boolean).join(" ")}</span>}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-soft">{t("chat.orderHint")}</p>
      {text ? <LinkedText>{text}</LinkedText> : null}
    </Titled>
  );
}
