import { cx } from "@nexusone/ui/cx";

/** http and https alone: whatever else a stranger calls an address stays text. */
const LINK = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/gi;

type Piece = { readonly text: string; readonly href?: string };

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push(URL.canParse(match[0]) ? { text: match[0], href: match[0] } : { text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** What a stranger wrote, in its own direction, line by line, with its links. */
export function LinkedText({ children, className }: { children: string; className?: string }) {
  return (
    <p dir="auto" className={cx("whitespace-pre-wrap wrap-anywhere", className)}>
      {piecesOf(children).map(({ text, href }, index) =>
        href === undefined ? (
          text
        ) : (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow" className="underline">
            {text}
          </a>
        ),
      )}
    </p>
  );
}
