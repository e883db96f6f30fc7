import { Select } from "@nexusone/ui/field";
import { useT } from "../../i18n/context.tsx";

/** What can be changed on many at once. */
export const CHANGES = ["status", "category", "addTags", "removeTags", "percent", "rule"] as const;
export type What = (typeof CHANGES)[number];

export function WhichChange<T extends What>(props: { of: readonly T[]; value: T; onChange: (what: T) => void }) {
  const t = useT();
  return (
    <Select
      label={t("bulk.what")}
      value={props.value}
      onChange={(event) => props.onChange(props.of.find((one) => one === event.target.value) ?? props.value)}
    >
      {props.of.map((one) => (
        <option key={one} value={one}>
          {t(`bulk.what.${one}`)}
        </option>
      ))}
    </Select>
  );
}

/** Tags typed with commas between them. */
export const tagsIn = (text: string): string[] => text.split(",").flatMap((tag) => tag.trim() || []);

/** As many and as long as one change may carry. */
export const areTags = (tags: readonly string[]): boolean =>
  tags.length > 0 && tags.length <= 20 && tags.every((tag) => tag.length <= 40);
