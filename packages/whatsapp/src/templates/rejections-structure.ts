import type { TemplateButton } from "./model.ts";
import { plain, saying } from "./rejection-model.ts";
import type { Rejection } from "./rejection-model.ts";

/** Languages a template may be in, of those our merchants write (facts section 9; Meta's page has more, newer regional ones). */
export const languagesOfTemplates: readonly string[] = (
  "af ar ar_AE ar_EG ar_MA ar_SA az bg bn ca cs da de de_AT de_CH el en en_AE en_AU en_CA en_GB en_IE en_IN en_NZ en_US en_ZA " +
  "es es_AR es_CL es_CO es_ES es_MX es_PE et fa fi fil fr fr_BE fr_CA fr_CH fr_CI fr_MA ga gu ha he hi hr hu id it ja ka kk kn " +
  "ko ky_KG lo lt lv mk ml mr ms nb nl nl_BE pa pl pt_BR pt_PT ro ru rw_RW sk sl sq sr sv sw ta te th tr uk ur uz vi zh_CN " +
  "zh_HK zh_TW zu"
).split(" ");

const quick = (label: string): TemplateButton => ({ type: "quick_reply", label });
const url = (label: string, address = "https://shop.example/orders"): TemplateButton => ({
  type: "url",
  label,
  url: address,
});
const phone = (label: string, number = "+33199001234"): TemplateButton => ({ type: "phone", label, phone: number });
const buttons = (...list: TemplateButton[]) => ({ template: plain({ buttons: list }) });
const header = (text: string, examples: Record<string, string> = {}) => ({
  template: plain({ header: { type: "text", text }, examples: { ...plain({}).examples, header: examples } }),
});
const withExample = (button: TemplateButton, example: string) => ({
  template: plain({ buttons: [button], examples: { ...plain({}).examples, buttons: { 0: example } } }),
});

type Row = Omit<Rejection, "outcome" | "metaCode" | "metaReason"> & Partial<Rejection>;
const refused = (row: Row): Rejection => ({ outcome: "refused", metaCode: null, metaReason: null, ...row });

const words = (length: number) => "word ".repeat(Math.ceil(length / 5)).slice(0, length - 1) + ".";
/** Texts just within and just beyond a limit. */
export const LONG_EXAMPLES = { body: [words(1024), words(1025)], short: [words(60), words(61)] } as const;

/** What breaks the form of a template: name, language, lengths, counts, buttons. */
export const STRUCTURE_REJECTIONS: readonly Rejection[] = [
  refused({
    code: "name_characters",
    sentence: "The name has other characters than a-z, 0-9 and _.",
    remedy: "Write it in small letters, with _ between words.",
    source: "facts 9, Create [C]",
    failing: { template: plain({ name: "Order Confirmation" }) },
    passing: { template: plain({ name: "order_confirmation_2" }) },
  }),
  refused({
    code: "name_too_long",
    sentence: "The name has more than 512 characters.",
    remedy: "Shorten it.",
    source: "facts 9, Create [C]",
    failing: { template: plain({ name: "a".repeat(513) }) },
    passing: { template: plain({ name: "a".repeat(512) }) },
  }),
  refused({
    code: "name_taken",
    sentence: "There is a template of this name in this language.",
    remedy: "Choose another name, or edit the one that is there.",
    source: "facts 9, Delete: names stay blocked [C]; that a second is refused [I]",
    failing: { template: plain({}), existing: [saying("Something else.", { language: "en" })] },
    passing: { template: plain({}), existing: [saying("Autre chose.", { language: "fr" })] },
  }),
  refused({
    code: "language_unknown",
    sentence: "WhatsApp has no templates in this language.",
    remedy: "Choose one of the list, for example fr, en_GB, pt_BR.",
    source: "facts 9, Languages [C]",
    failing: { template: plain({ language: "french" }) },
    passing: { template: plain({ language: "en-GB" }) },
  }),
  refused({
    code: "body_missing",
    sentence: "There is no text.",
    remedy: "Write the body; it is the one part that must be there.",
    source: "Meta, templates/components (21 Nov 2025) [C]",
    failing: { template: saying("  ") },
    passing: { template: saying("Your order is ready.") },
  }),
  refused({
    code: "body_too_long",
    sentence: "The body has more than 1024 characters.",
    remedy: "Shorten it.",
    source: "facts 9, Create [C]",
    failing: { template: saying(LONG_EXAMPLES.body[1]) },
    passing: { template: saying(LONG_EXAMPLES.body[0]) },
  }),
  refused({
    code: "header_too_long",
    sentence: "The header has more than 60 characters.",
    remedy: "Shorten it.",
    source: "facts 9, Create [C]",
    failing: header(LONG_EXAMPLES.short[1]),
    passing: header(LONG_EXAMPLES.short[0]),
  }),
  refused({
    code: "header_variables",
    sentence: "The header has more than one variable.",
    remedy: "Keep one and move the others to the body.",
    source: "facts 9, Create [C]",
    failing: header("Order {{1}} for {{2}} is here", { "1": "A-1", "2": "Ana" }),
    passing: header("Order {{1}} is here", { "1": "A-1" }),
  }),
  refused({
    code: "header_sample_missing",
    sentence: "The picture, film or document of the header has no sample.",
    remedy: "Upload a sample for the review.",
    source: "facts 9, Create: sample through the upload handle [C]",
    failing: { template: plain({ header: { type: "image", sample: null } }) },
    passing: { template: plain({ header: { type: "image", sample: "4::aW" } }) },
  }),
  refused({
    code: "header_location_category",
    sentence: "A place stands in the header of an authentication template.",
    remedy: "Use it in utility or marketing templates only.",
    source: "Meta, templates/components, location header [C]",
    failing: {
      template: saying("Your code is in the app.", { category: "AUTHENTICATION", header: { type: "location" } }),
    },
    passing: { template: plain({ header: { type: "location" } }) },
  }),
  refused({
    code: "footer_too_long",
    sentence: "The footer has more than 60 characters.",
    remedy: "Shorten it.",
    source: "facts 9, Create [C]",
    failing: { template: plain({ footer: LONG_EXAMPLES.short[1] }) },
    passing: { template: plain({ footer: LONG_EXAMPLES.short[0] }) },
  }),
  refused({
    code: "footer_variable",
    sentence: "The footer has a variable.",
    remedy: "Move it to the body.",
    source: "facts 9, Create [C]",
    failing: { template: plain({ footer: "Your shop {{1}} team" }) },
    passing: { template: plain({ footer: "Your shop team" }) },
  }),
  refused({
    code: "buttons_too_many",
    sentence: "There are more than ten buttons.",
    remedy: "Take some away.",
    source: "facts 9, Create [C]",
    failing: buttons(...Array.from({ length: 11 }, (_, at) => quick(`Answer ${at}`))),
    passing: buttons(...Array.from({ length: 10 }, (_, at) => quick(`Answer ${at}`))),
  }),
  refused({
    code: "quick_replies_scattered",
    sentence: "Quick replies stand between other buttons.",
    remedy: "Put all quick replies together, before or after the others.",
    source: "facts 9, Create; Meta, templates/components: invalid combination [C]",
    failing: buttons(quick("Yes"), url("Open"), quick("No")),
    passing: buttons(url("Open"), quick("Yes"), quick("No")),
  }),
  refused({
    code: "url_buttons_too_many",
    sentence: "There are more than two buttons with addresses.",
    remedy: "Keep two.",
    source: "facts 9, Create [C]",
    failing: buttons(url("One"), url("Two"), url("Three")),
    passing: buttons(url("One"), url("Two")),
  }),
  refused({
    code: "phone_buttons_too_many",
    sentence: "There is more than one button that calls.",
    remedy: "Keep one.",
    source: "facts 9, Create [C]",
    failing: buttons(phone("Shop"), phone("Service")),
    passing: buttons(phone("Shop")),
  }),
  refused({
    code: "copy_code_too_many",
    sentence: "There is more than one button that copies a code.",
    remedy: "Keep one.",
    source: "facts 9, Create [C]",
    failing: {
      template: plain({
        buttons: [{ type: "copy_code" }, { type: "copy_code" }],
        examples: { ...plain({}).examples, buttons: { 0: "A1", 1: "B2" } },
      }),
    },
    passing: withExample({ type: "copy_code" }, "A1"),
  }),
  refused({
    code: "copy_code_too_long",
    sentence: "The code to copy has more than 15 characters.",
    remedy: "Use a shorter code.",
    source: "Meta, templates/components, copy code [C]",
    failing: withExample({ type: "copy_code" }, "A".repeat(16)),
    passing: withExample({ type: "copy_code" }, "A".repeat(15)),
  }),
  refused({
    code: "button_label_missing",
    sentence: "A button has no label.",
    remedy: "Write what it does.",
    source: "Meta, templates/components: text is required [C]",
    failing: buttons(quick(" ")),
    passing: buttons(quick("Yes")),
  }),
  refused({
    code: "button_label_too_long",
    sentence: "The label of a button has more than 25 characters.",
    remedy: "Shorten it.",
    source: "facts 9, Create [C]",
    failing: buttons(quick("x".repeat(26))),
    passing: buttons(quick("x".repeat(25))),
  }),
  refused({
    code: "button_labels_alike",
    sentence: "Two buttons have the same label.",
    remedy: "Give each a label of its own.",
    source: "facts 6: labels of buttons are unique [C for reply buttons, I for templates]",
    failing: buttons(quick("Yes"), quick("Yes")),
    passing: buttons(quick("Yes"), quick("No")),
  }),
  refused({
    code: "url_variable_place",
    sentence: "The address has more than one variable, or one that is not at its end.",
    remedy: "Keep one variable at the very end.",
    source: "Meta, templates/components, URL button [C]",
    failing: withExample(url("Track", "https://shop.example/{{1}}/track"), "https://shop.example/A-1/track"),
    passing: withExample(url("Track", "https://shop.example/track/{{1}}"), "https://shop.example/track/A-1"),
  }),
  refused({
    code: "url_too_long",
    sentence: "The address has more than 2000 characters.",
    remedy: "Use a shorter one.",
    source: "Meta, templates/components, URL button [C]",
    failing: buttons(url("Open", `https://shop.example/${"a".repeat(2000)}`)),
    passing: buttons(url("Open", `https://shop.example/${"a".repeat(1900)}`)),
  }),
  refused({
    code: "url_invalid",
    sentence: "The address of a button is none.",
    remedy: "Write it whole, with https://.",
    source: "Meta, templates/components, URL button [I]",
    failing: buttons(url("Open", "shop.example/orders")),
    passing: buttons(url("Open", "https://shop.example/orders")),
  }),
  refused({
    code: "phone_invalid",
    sentence: "The number of a button is none, or longer than 20 characters.",
    remedy: "Write it with country code.",
    source: "Meta, templates/components, phone number button [C length, I form]",
    failing: buttons(phone("Call", "call us")),
    passing: buttons(phone("Call", "+33 1 99 00 12 34")),
  }),
  refused({
    code: "ttl_out_of_range",
    sentence: "WhatsApp may not try to deliver it that long, or that short.",
    remedy: "Authentication 30 to 900 seconds, utility 30 to 43,200, marketing 43,200 to 2,592,000.",
    source: "facts 6, time to live [C]",
    failing: { template: plain({ ttlSeconds: 86_400 }) },
    passing: { template: plain({ ttlSeconds: 43_200 }) },
  }),
];
