// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { render, useState } from "../draw/render.ts";
import type { BatchSettings } from "../views.ts";
import { SettingsForm } from "./settings-form.tsx";

const drawn = () => new Promise((done) => setTimeout(done, 5));

it("[EXT-02] what is being typed stays when the form is drawn anew, and is taken when the field is left", async () => {
  const root = document.createElement("div");
  let draw: (value: BatchSettings) => void = () => {};
  const taken: BatchSettings[] = [];
  function Page() {
    const [value, setValue] = useState<BatchSettings>({});
    draw = setValue;
    const onChange = (next: BatchSettings) => {
      taken.push(next);
      setValue(next);
    };
    return <SettingsForm name="x" facets={undefined} currency="EUR" locale="en" {...{ value, onChange }} />;
  }
  render(<Page />, root);
  const tags = (): HTMLInputElement => root.querySelectorAll("input")[1]!; // category, then tags
  tags().value = "winter, gi";
  tags().dispatchEvent(new Event("input"));
  draw({ categoryName: "Answered meanwhile" });
  await drawn();
  expect(tags().value).toBe("winter, gi");
  tags().value = "winter, gift";
  tags().dispatchEvent(new Event("input"));
  tags().dispatchEvent(new Event("change"));
  tags().dispatchEvent(new Event("blur"));
  expect(taken).toEqual([{ categoryName: "Answered meanwhile", tags: ["winter", "gift"] }]);
  await drawn();
  draw({ tags: ["summer"] });
  await drawn();
  expect(tags().value).toBe("summer");
});
