import type { ComponentChildren, FunctionComponent, VNode } from "preact";

/**
 * Draws tags, function components, keyed lists and state: what the card needs of Preact, in a quarter of its bytes
 * (docs/adr/0010-drawing-the-card.md). A change of state draws its whole root again, a card being small; whatever is alike
 * keeps its element, and with it focus, selection and scroll.
 */
type Root = { readonly into: Element; tree: ComponentChildren; drawn: Drawn[]; waiting: boolean };

/** A child as it stands in the page. Components, lists and empty places have no node of their own, only kids or nothing. */
type Drawn = {
  readonly child: ComponentChildren;
  readonly node?: Element | Text | undefined;
  readonly kids: Drawn[];
  readonly memory?: unknown[];
  readonly listeners?: Listeners;
};
type Tag = VNode<Record<string, unknown>>;

const SVG = "http://www.w3.org/2000/svg";
const roots = new WeakMap<Element, Root>();

// Of the component that runs: its root, what it remembers, how much of that it has asked for. And what follows the drawing.
let root: Root | undefined;
let memory: unknown[] = [];
let asked = 0;
let after: (() => void)[] = [];

/** Draws a tree as the only content of an element, at once; `null` takes it away. */
export function render(tree: ComponentChildren, into: Element): void {
  let known = roots.get(into);
  if (!known) roots.set(into, (known = { into, tree, drawn: [], waiting: false }));
  known.tree = tree;
  redraw(known);
}

/** A value that lives as long as its component stands in its place. Setting it draws again once the event is over. */
export function useState<T>(first: T): [T, (next: T) => void] {
  const owner = root;
  const mine = memory;
  const at = asked++;
  if (at === mine.length) mine.push(first);
  const set = (next: T) => {
    mine[at] = next;
    if (!owner || owner.waiting) return;
    owner.waiting = true;
    queueMicrotask(() => redraw(owner));
  };
  // Only the two lines above write here: the place was always a T.
  return [mine[at] as T, set];
}

/** Runs once, when the component has been drawn for the first time. */
export function useOnce(effect: () => void): void {
  if (asked === memory.length) after.push(effect);
  useState(undefined);
}

function redraw(owner: Root): void {
  owner.waiting = false;
  root = owner;
  owner.drawn = drawAll([owner.tree], owner.drawn, false);
  place(owner.into, owner.drawn);
  const effects = after;
  after = [];
  for (const effect of effects) effect();
}

/** Draws children over those that stood there: a key finds its own wherever it was, anything else what was in its place. */
function drawAll(children: readonly ComponentChildren[], old: readonly Drawn[], svg: boolean): Drawn[] {
  const left = new Set(old);
  const drawn = children.map((child, at) => {
    const keyed = isTag(child) && child.key != null;
    const was = keyed ? old.find((other) => alike(other.child, child)) : old[at];
    const kept = was && alike(was.child, child) && left.delete(was) ? was : undefined;
    return draw(child, kept, svg);
  });
  for (const gone of left) for (const node of nodesOf([gone])) node.remove();
  return drawn;
}

function draw(child: ComponentChildren, was: Drawn | undefined, svg: boolean): Drawn {
  const kids = was?.kids ?? [];
  if (Array.isArray(child)) return { child, kids: drawAll(child, kids, svg) };
  if (isTag(child)) {
    const { type, props } = child;
    if (typeof type === "string") return drawElement(child, type, was, svg || type === "svg");
    const remembered = was?.memory ?? [];
    memory = remembered;
    asked = 0;
    // The types of JSX know component classes, too; this project has none.
    const made = (type as FunctionComponent)(props);
    return { child, memory: remembered, kids: drawAll([made], kids, svg) };
  }
  if (!isText(child)) return { child, kids };
  const node = (was?.node as Text | undefined) ?? document.createTextNode("");
  if (node.data !== String(child)) node.data = String(child);
  return { child, node, kids };
}

function drawElement(child: Tag, type: string, was: Drawn | undefined, svg: boolean): Drawn {
  const node =
    (was?.node as Element | undefined) ?? (svg ? document.createElementNS(SVG, type) : document.createElement(type));
  const listeners = was?.listeners ?? new Listeners();
  const before: Tag["props"] = was ? (was.child as Tag).props : { children: null };
  for (const name in { ...before, ...child.props })
    if (before[name] !== child.props[name]) setProp(node, listeners, name, child.props[name]);
  const kids = drawAll([child.props.children], was?.kids ?? [], svg);
  place(node, kids);
  // Last, for a list is set to one of its options; and by what stands there, for a person types.
  const { value } = child.props;
  if (value !== undefined && (node as HTMLInputElement).value !== value)
    (node as HTMLInputElement).value = String(value);
  return { child, node, kids, listeners };
}

function setProp(node: Element, listeners: Listeners, name: string, value: unknown): void {
  if (name === "children" || name === "value") return;
  // Attributes whose "false" says something.
  const spoken = /^(aria|spell)/.test(name);
  if (name.startsWith("on")) {
    const type = name.slice(2).toLowerCase();
    listeners.of[type] = value;
    node.addEventListener(type, listeners);
  } else if (value == null || (value === false && !spoken)) node.removeAttribute(name);
  else if (name === "style") {
    // Property by property: a page's policy may forbid style attributes, the card's included.
    const { style } = node as HTMLElement;
    style.cssText = "";
    Object.assign(style, value);
  } else node.setAttribute(name, value === true && !spoken ? "" : String(value));
}

/** One listener for all events of an element: what it calls changes with each drawing. */
class Listeners implements EventListenerObject {
  readonly of: Record<string, unknown> = {};
  handleEvent(event: Event): void {
    const listener = this.of[event.type];
    if (typeof listener === "function") listener(event);
  }
}

/** Puts nodes in order under their element, moving only what is out of it: a moved element would lose its focus. */
function place(parent: Element, drawn: readonly Drawn[]): void {
  let next = parent.firstChild;
  for (const node of nodesOf(drawn))
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
}

const nodesOf = (drawn: readonly Drawn[]): (Element | Text)[] =>
  drawn.flatMap(({ node, kids }) => (node ? [node] : nodesOf(kids)));

const isTag = (child: ComponentChildren): child is Tag =>
  typeof child === "object" && child !== null && !Array.isArray(child);
const isText = (child: ComponentChildren): boolean => typeof child === "string" || typeof child === "number";

/** Whether what stands for one child may be changed into the other. */
const alike = (one: ComponentChildren, other: ComponentChildren): boolean =>
  isTag(one) && isTag(other)
    ? one.type === other.type && one.key === other.key
    : isText(one) === isText(other) && Array.isArray(one) === Array.isArray(other) && isTag(one) === isTag(other);
