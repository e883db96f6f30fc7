import { Input } from "@nexusone/ui/field";
import { useT } from "../../i18n/context.tsx";
import type { Campaign, CampaignOptions } from "./campaigns-query.ts";

type Props = {
  template: CampaignOptions["templates"][number];
  values: Record<string, string>;
  media: Campaign["media"];
  onValues: (values: Record<string, string>) => void;
  onMedia: (media: Campaign["media"]) => void;
};

/** What stands in each place: of what is known of a person it stands in only where it is not. */
export function PlaceFields({ template, values, media, onValues, onMedia }: Props) {
  const t = useT();
  const link = media && "link" in media.source ? media.source.link : "";
  if (template.places.length === 0 && !template.wantsMedia) return null;
  return (
    <fieldset className="mt-4 flex flex-col gap-3 border-t border-line pt-4">
      <legend className="sr-only">{t("campaigns.values")}</legend>
      {template.places.map(({ place, personal }) => (
        <Input
          key={place}
          label={t(personal ? "campaigns.standsIn" : "campaigns.valueOf", {
            place: place.slice(place.indexOf(".") + 1),
          })}
          {...(personal && { hint: t("campaigns.standsInHint") })}
          optional={personal}
          maxLength={1_000}
          value={values[place] ?? ""}
          onChange={({ target }) => onValues({ ...values, [place]: target.value })}
        />
      ))}
      {template.wantsMedia ? (
        <Input
          label={t(`campaigns.media.${template.wantsMedia}`)}
          hint={t("campaigns.mediaHint")}
          type="url"
          dir="ltr"
          maxLength={2_000}
          value={link}
          onChange={({ target }) => onMedia(target.value === "" ? null : { source: { link: target.value } })}
        />
      ) : null}
    </fieldset>
  );
}
