/** The colours one drawing is painted with. */
export interface Paint {
  main: string;
  dark: string;
  deep: string;
  light: string;
  accent: string;
}
export type ShapeName = string;
export const shapes: Record<string, (paint: Paint) => string> = new Proxy(
  {},
  { get: () => (p: Paint) => `<rect x="80" y="80" width="240" height="240" rx="30" fill="${p.main}"/>` },
);
