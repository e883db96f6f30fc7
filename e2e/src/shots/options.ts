export const WIDTHS = [1440, 390] as const;
export const THEMES = ["light", "dark"] as const;
export const LOCALES = ["en", "fr"] as const;

export type Variant = {
  readonly width: (typeof WIDTHS)[number];
  readonly theme: (typeof THEMES)[number];
  readonly locale: (typeof LOCALES)[number];
};

export const VARIANTS: readonly Variant[] = WIDTHS.flatMap((width) =>
  THEMES.flatMap((theme) => LOCALES.map((locale) => ({ width, theme, locale }))),
);

export const fileOf = (name: string, { width, theme, locale }: Variant): string =>
  `${name}--${width}-${theme}-${locale}.png`;
