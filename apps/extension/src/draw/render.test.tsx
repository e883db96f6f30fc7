// @vitest-environment happy-dom
import fc from "fast-check";
import { h, render as renderByPreact, type ComponentChildren } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { jsx } from "./jsx-runtime.ts";
import { render, useOnce, useState } from "./render.ts";

/** A tree as data, so that Preact and this project draw the very same one. */
type Spec =
  | { tag: string; key: string | undefined; props: Record<string, unknown>; kids: Spec[] }
  | { list: Spec[] }
  | { part: Spec }
  | string
  | number
  | boolean
  | null;
type Make = (type: never, props: object, key?: string) => ComponentChildren;

const Part = ({ children }: { children?: ComponentChildren }) => children;

function build(spec: Spec, make: Make): ComponentChildren {
  if (typeof spec !== "object" || spec === null) return spec;
  if ("list" in spec) return spec.list.map((kid) => build(kid, make));
  if ("part" in spec) return make(Part as never, { children: build(spec.part, make) });
  const children = spec.kids.map((kid) => build(kid, make));
  return make(spec.tag as never, { ...spec.props, children }, spec.key);
}
const ours: Make = (type, props, key) => jsx(type, { children: null, ...props }, key);
const preact: Make = (type, props, key) => h(type, key === undefined ? props : { ...props, key });

/** What an element contains, whatever the order in which its attributes were set. */
const contentOf = (element: Element): unknown[] =>
  [...element.childNodes].map((node) =>
    node instanceof Element
      ? [
          node.namespaceURI,
          node.localName,
          ...[...node.attributes].map((a) => `${a.name}=${a.value}`).sort(),
          contentOf(node),
        ]
      : node.textContent,
  );

const props = fc.record(
  {
    class: fc.constantFrom("card", "pill", null),
    "data-note": fc.constantFrom("a", "b", undefined),
    "aria-busy": fc.boolean(),
    style: fc.record({ width: fc.constantFrom("1%", "20%") }),
  },
  { requiredKeys: [] },
);
const { tree } = fc.letrec<{ tree: Spec; kids: Spec[] }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Spec>("text", "", 7, 0, true, false, null),
    fc.record({ part: tie("tree") }),
    fc.record({ list: tie("kids") }),
    fc.record({ tag: fc.constantFrom("p", "div"), key: fc.constant(undefined), props, kids: tie("kids") }),
    fc.record({ tag: fc.constant("svg"), key: fc.constant(undefined), props: fc.constant({}), kids: tie("kids") }),
  ),
  kids: fc.oneof(
    fc.array(tie("tree"), { maxLength: 4 }),
    // A list with keys that comes and goes and changes its order.
    fc
      .uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 5 })
      .map((keys) => keys.map((key) => ({ tag: "li", key, props: {}, kids: [key] }))),
  ),
}));

describe("drawing", () => {
  let root: HTMLElement;
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  const turn = () => new Promise((done) => setTimeout(done));
  beforeEach(() => {
    root = document.createElement("div");
    document.body.append(root);
  });
  afterEach(() => {
    render(null, root);
    root.remove();
  });

  it("draws any tree over any other as Preact does", () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), (specs) => {
        const [mine, theirs] = [document.createElement("div"), document.createElement("div")];
        for (const spec of specs) {
          render(build(spec, ours), mine);
          renderByPreact(build(spec, preact), theirs);
          expect(contentOf(mine)).toEqual(contentOf(theirs));
        }
        render(null, mine);
        expect(mine.childNodes).toHaveLength(0);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps the element of a key wherever it goes, and moves none that is in order", () => {
    const list = (keys: string) => [...keys].map((key) => <li key={key}>{key}</li>);
    render(<ul>{list("abc")}</ul>, root);
    const [a, b, c] = root.querySelectorAll("li");
    const insert = vi.spyOn(find("ul") as HTMLElement, "insertBefore");
    render(<ul>{list("xabc")}</ul>, root);
    expect(insert.mock.calls.map(([node]) => node.textContent)).toEqual(["x"]);
    render(<ul>{list("ca")}</ul>, root);
    expect([...root.querySelectorAll("li")]).toEqual([c, a]);
    expect(b?.isConnected).toBe(false);
  });

  it("keeps what stands behind something that comes and goes", () => {
    const form = (note: boolean) => (
      <>
        {note && <p>Under your floor</p>}
        <input />
      </>
    );
    render(form(false), root);
    const input = find("input");
    input?.focus();
    render(form(true), root);
    expect(root.firstElementChild?.localName).toBe("p");
    expect(find("input")).toBe(input);
    expect(document.activeElement).toBe(input);
    render(form(false), root);
    expect(root.firstElementChild).toBe(input);
  });

  it("calls the listener of the last drawing, once, and none when it was taken away", () => {
    const heard: string[] = [];
    const button = (name: string | undefined) => (
      <button type="button" onClick={name === undefined ? undefined : ({ type }) => heard.push(type + name)} />
    );
    for (const name of ["1", "2"]) {
      render(button(name), root);
      find("button")?.click();
    }
    render(button(undefined), root);
    find("button")?.click();
    expect(heard).toEqual(["click1", "click2"]);
  });

  it("chooses the option of a list whose options came with it, and corrects what was typed", () => {
    const fields = (value: string) => (
      <>
        <select value={value}>
          <option value="1">one</option>
          <option value="2">two</option>
        </select>
        <input value={value} />
      </>
    );
    render(fields("2"), root);
    expect((find("select") as HTMLSelectElement).value).toBe("2");
    const input = find("input") as HTMLInputElement;
    input.value = "typed";
    render(fields("2"), root);
    expect(input.value).toBe("2");
  });

  it("says false for what screen readers are told, and drops other attributes that are false", () => {
    render(<input aria-invalid={false} disabled={false} />, root);
    expect(root.innerHTML).toBe('<input aria-invalid="false">');
    render(<input aria-invalid disabled />, root);
    expect(root.innerHTML).toBe('<input aria-invalid="true" disabled="">');
  });

  it("remembers state by place, forgets it with the key, and draws once for all changes of an event", async () => {
    const drawn = vi.fn();
    function Counter() {
      const [count, setCount] = useState(0);
      const [step, setStep] = useState(1);
      drawn();
      const press = () => {
        setCount(count + step);
        setStep(step * 2);
      };
      return (
        <button type="button" onClick={press}>
          {count}/{step}
        </button>
      );
    }
    render(<Counter key="a" />, root);
    for (let press = 0; press < 2; press++) {
      find("button")?.click();
      await turn();
    }
    expect(root.textContent).toBe("3/4");
    expect(drawn).toHaveBeenCalledTimes(3);
    render(<Counter key="a" />, root);
    expect(root.textContent).toBe("3/4");
    render(<Counter key="b" />, root);
    expect(root.textContent).toBe("0/1");
  });

  it("runs what follows the first drawing once, with the component in the page", async () => {
    const seen: (boolean | undefined)[] = [];
    function Focus() {
      const [, again] = useState(0);
      useOnce(() => seen.push(find("h2")?.isConnected));
      return <h2 onClick={() => again(1)}>Pair?</h2>;
    }
    render(<Focus />, root);
    find("h2")?.click();
    await turn();
    render(<Focus />, root);
    expect(seen).toEqual([true]);
  });

  it("stays away when something sets its state after the end", async () => {
    const answered = vi.fn((set: (count: number) => void) => set(1));
    function Waiting() {
      const [count, set] = useState(0);
      useOnce(() => void turn().then(() => answered(set)));
      return <>{count}</>;
    }
    render(<Waiting />, root);
    render(null, root);
    await turn();
    expect(answered).toHaveBeenCalled();
    await turn();
    expect(root.innerHTML).toBe("");
  });
});
