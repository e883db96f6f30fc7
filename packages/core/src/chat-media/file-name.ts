/** A stranger's name of a file as a label: no folders, no control characters, nothing that turns the reading direction. */
export const labelOf = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? "")
    .replace(/[\p{Cc}\p{Bidi_Control}"]/gu, "")
    .slice(0, 240)
    .trim();
