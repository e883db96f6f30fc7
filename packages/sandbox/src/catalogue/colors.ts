/** Variant colours with the paint the pictures use. Some names carry the dashes and slashes that break naive splitting. */
export const colors = {
  Black: "#2f3238",
  White: "#f4f3ef",
  "Off-White": "#ece4d3",
  "Navy Blue": "#2c3e63",
  "Sky Blue": "#7fb4dd",
  "Wine Red": "#8c2f3f",
  Red: "#cf4440",
  "Rose-Pink": "#e7a3ad",
  Pink: "#f0b7c4",
  Beige: "#d9c3a0",
  Khaki: "#b39b6d",
  Brown: "#8a6244",
  "Army Green": "#66704a",
  Green: "#5c9a72",
  "Mint-Green": "#a5d6bd",
  Yellow: "#eec65a",
  Orange: "#e58a4a",
  Purple: "#8e78b8",
  "Light-Gray": "#c3c7cb",
  Gray: "#8c9298",
  "Navy/Red": "#3d4468",
  Silver: "#b9bec6",
  Gold: "#d5b064",
} as const;

export type ColorName = keyof typeof colors;
export const colorNames: readonly ColorName[] = Object.keys(colors) as ColorName[]; // the literal above has no other keys
