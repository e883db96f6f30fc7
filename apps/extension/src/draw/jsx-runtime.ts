import type { ComponentChildren, VNode } from "preact";

/** What the compiler makes of a tag (`jsxImportSource` in tsconfig.json). Preact lends its types; none of it is in the build. */
export type { JSX } from "preact";

type Props = { children?: ComponentChildren };

export const jsx = (type: VNode["type"], props: VNode["props"], key: VNode["key"] = null): VNode => ({
  type,
  props,
  key,
});
export { jsx as jsxs, jsx as jsxDEV };

export const Fragment = ({ children }: Props): ComponentChildren => children;
