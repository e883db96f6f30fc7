/** The colours one drawing is painted with. */
export interface Paint {
  main: string;
  /** A fold or the side turned away. */
  dark: string;
  /** Lines and openings. */
  deep: string;
  light: string;
  accent: string;
}

/** A drawing inside a 400 x 400 box, standing on y = 370. */
export type Shape = (paint: Paint) => string;

/** `#rrggbb` moved towards another colour by a share from 0 to 1. */
export function mix(color: string, towards: string, share: number): string {
  const channel = (at: number): string => {
    const from = Number.parseInt(color.slice(at, at + 2), 16);
    const to = Number.parseInt(towards.slice(at, at + 2), 16);
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

export const path = (d: string, fill: string, more = ""): string => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d: string, stroke: string, width = 5): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
export const box = (x: number, y: number, width: number, height: number, radius: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
export const disc = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
export const oval = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`;
export const ring = (x: number, y: number, radius: number, stroke: string, width: number): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;
/** The same drawing again, turned or moved. */
export const moved = (transform: string, drawing: string): string => `<g transform="${transform}">${drawing}</g>`;
/** Light falling on the left side of a body. */
export const shine = (d: string): string => path(d, "#fff", 'opacity=".28"');
