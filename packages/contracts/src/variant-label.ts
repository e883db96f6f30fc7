/** What the only variant of a product is called when nobody named it. */
export const ONLY_VARIANT = "Default";

/** The label where it tells people something, else an empty text. */
export const tellingLabel = (label: string): string => (label === ONLY_VARIANT ? "" : label);
