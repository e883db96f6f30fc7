export const WIDTHS = [1440, 390] as const;
export const THEMES = ["light", "dark"] as const;
export const LOCALES = ["en", "fr"] as const;

/** What a page has to be opened for; the theme changes in place. */
export type Variant = {
  readonly width: (typeof WIDTHS)[number];
  readonly locale: (typeof LOCALES)[number];
};
export type Theme = (typeof THEMES)[number];

export const VARIANTS: readonly Variant[] = WIDTHS.flatMap((width) => LOCALES.map((locale) => ({ width, locale })));

export const fileOf = (name: string, { width, locale }: Variant, theme: Theme): string =>
  `${name}--${width}-${theme}-${locale}.png`;
