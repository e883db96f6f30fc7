import { REASONS } from "@nexusone/contracts/reasons";
import { expect, it } from "vitest";
import { inGeneral } from "./words.ts";

it("[ANA-04] [UIX-06] says every reason of the registry without what belongs to a single case", () => {
  for (const { sentence } of Object.values(REASONS)) {
    for (const text of [sentence.en, sentence.fr]) {
      expect(inGeneral(text)).not.toMatch(/[{}]/);
      expect(inGeneral(text).length).toBeGreaterThan(8);
    }
  }
  expect(inGeneral("Something went wrong on our side ({requestId}).")).toBe("Something went wrong on our side.");
  expect(inGeneral("Something in this request is not valid: {problem}")).toBe(
    "Something in this request is not valid.",
  );
  expect(inGeneral("Try again in {seconds} s.")).toBe("Try again in … s.");
});
