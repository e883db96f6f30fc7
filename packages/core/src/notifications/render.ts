import { fill, type Locale } from "@nexusone/contracts/locale";
import { KINDS, kindOf, type NotificationKind } from "@nexusone/contracts/notification-kinds";
import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import type { NotificationRow } from "@nexusone/db/queries/notifications";
import { compose } from "../mail/compose.ts";
import type { Mail } from "../mail/mailer.ts";
import { slackText } from "./slack.ts";

type Notice = Pick<NotificationRow, "kind" | "count" | "params">;
/** To whom and from which shop; `baseUrl` is the shop's address in the admin. */
export type Envelope = {
  readonly locale: Locale;
  readonly name: string;
  readonly shop: string;
  readonly baseUrl: string;
};
type Line = { readonly title: string; readonly why: string | null; readonly url: string };

const WORDS = {
  greeting: { en: "Hello {name},", fr: "Bonjour {name}," },
  many: { en: "{count} things to know", fr: "{count} choses à savoir" },
  open: { en: "Open NexusOne", fr: "Ouvrir NexusOne" },
  test: {
    en: "This is a test: notifications arrive here",
    fr: "Ceci est un essai : les notifications arrivent ici",
  },
  note: {
    en: "You get this because of your notification settings for {shop}: {url}",
    fr: "Vous recevez ce message d'après vos réglages de notification pour {shop} : {url}",
  },
} as const;

/** What the test button sends. */
export const TEST_NOTICE = { kind: "test", count: 1, params: {} } as const;

const isKind = (name: string): name is NotificationKind => (KINDS as readonly string[]).includes(name);

/** What happened, in one line and the reason's own sentence; a kind of an older release keeps its name. */
function lineOf({ kind, count, params }: Notice, { locale, baseUrl }: Envelope): Line {
  if (kind === TEST_NOTICE.kind)
    return { title: WORDS.test[locale], why: null, url: `${baseUrl}/settings/notifications` };
  if (!isKind(kind)) return { title: kind, why: null, url: baseUrl };
  const { one, many, path } = kindOf(kind);
  const reason = params["reason"];
  return {
    title: fill((count === 1 ? one : many)[locale], { ...params, count }),
    why: isReasonCode(reason) ? explain(reason, locale).sentence : null,
    url: `${baseUrl}${fill(path, params)}`,
  };
}

const sentence = ({ title, why }: Line): string => (why === null || /\{\w+\}/.test(why) ? title : `${title}. ${why}`);

function subjectOf(lines: readonly Line[], { locale, shop }: Envelope): string {
  const what = lines.length === 1 ? lines[0]?.title : fill(WORDS.many[locale], { count: lines.length });
  return `${shop}: ${what}`;
}

export function renderMail(notices: readonly Notice[], to: Envelope): Omit<Mail, "to"> {
  const lines = notices.map((notice) => lineOf(notice, to));
  const { locale, name, shop, baseUrl } = to;
  return compose(
    {
      subject: subjectOf(lines, to),
      greeting: fill(WORDS.greeting[locale], { name }),
      paragraphs: lines.map(sentence),
      button: {
        label: WORDS.open[locale],
        url: lines.length === 1 ? (lines[0]?.url ?? baseUrl) : `${baseUrl}/notifications`,
      },
      note: fill(WORDS.note[locale], { shop, url: `${baseUrl}/settings/notifications` }),
    },
    locale,
  );
}

export function renderSlack(notices: readonly Notice[], to: Envelope): { text: string } {
  const lines = notices.map((notice) => lineOf(notice, to));
  const items = lines.map((line) => `• <${line.url}|${slackText(sentence(line))}>`);
  return { text: [`*${slackText(to.shop)}*`, ...items].join("\n") };
}

/** Two segments at most: text messages cost. */
const SMS_LENGTH = 300;
export function renderSms(notices: readonly Notice[], to: Envelope): string {
  const lines = notices.map((notice) => lineOf(notice, to));
  const text = `${subjectOf(lines, to)} ${lines.length === 1 ? lines[0]?.url : `${to.baseUrl}/notifications`}`;
  return text.slice(0, SMS_LENGTH);
}
