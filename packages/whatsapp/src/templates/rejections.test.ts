import { expect, it } from "vitest";

import { REJECTIONS } from "./rejections.ts";

/**
 * What is known of how Meta refuses templates, sentence by sentence, and the rules that each of them became: written down beside the
 * data and the checks, so that a rule that goes from both is missed here.
 */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  // Facts section 9, "Create" and "Variables" (Meta, 21 Nov 2025).
  "name: up to 512, a-z 0-9 _": ["name_characters", "name_too_long"],
  "parameter_format named or positional": ["variable_format_mixed"],
  "HEADER text 60, one variable": ["header_too_long", "header_variables"],
  "IMAGE, VIDEO, DOCUMENT with a sample through the upload handle": ["header_sample_missing"],
  "BODY 1024": ["body_too_long"],
  "FOOTER 60, no variable": ["footer_too_long", "footer_variable"],
  "BUTTONS up to 10": ["buttons_too_many"],
  "quick replies kept together": ["quick_replies_scattered"],
  "URL 2, phone 1, copy code 1": ["url_buttons_too_many", "phone_buttons_too_many", "copy_code_too_many"],
  "label 25": ["button_label_too_long"],
  "{{1}} in sequence, or {{lower_snake}} unique": ["variable_name", "variable_repeated"],
  "every variable needs an example": ["example_missing"],
  // "Refused for".
  "unbalanced braces": ["braces_unbalanced"],
  "special characters inside": ["variable_characters"],
  "gaps in numbering": ["variable_gap"],
  "too many variables for the length (2388293)": ["variables_too_many"],
  "variable first or last (2388299)": ["variable_at_edge"],
  "two variables side by side": ["variables_adjacent"],
  "body equal to an existing template": ["body_duplicate"],
  "policy content": ["sensitive_request", "threat"],
  // "Category", "Delete", "Languages".
  "a utility that reads like marketing is approved as MARKETING": ["looks_like_marketing"],
  "one template of a name and language, and names stay blocked": ["name_taken"],
  "languages are a closed list": ["language_unknown"],
  // Section 6.
  "labels of buttons are unique": ["button_labels_alike"],
  "message_send_ttl_seconds by category": ["ttl_out_of_range"],
  // Meta's page of the parts of a template.
  "a body is required, and so is the text of a button": ["body_missing", "button_label_missing"],
  "no location header in AUTHENTICATION": ["header_location_category"],
  "no Markdown in a header": ["header_formatting"],
  "a copied code has up to 15 characters": ["copy_code_too_long"],
  "a URL has up to 2000 characters, is an address, and ends in its one variable": [
    "url_too_long",
    "url_invalid",
    "url_variable_place",
  ],
  "a phone number has up to 20 characters": ["phone_invalid"],
};

it("[TPL-04] whatever is known of refusals is a rule of the data, and no rule is there without a reason", () => {
  const rules = Object.values(KNOWN).flat();
  expect(new Set(rules).size).toBe(rules.length);
  expect(REJECTIONS.map(({ code }) => code).toSorted()).toEqual(rules.toSorted());
});
