import type { Refusal } from "../../refusal.ts";

/** Icon, sentence, remedy: a link into the admin, or the button that repeats. `plain` where the remedy stands below as a button. */
export function ReasonLine(props: {
  reason: Refusal;
  retry?: (() => void) | undefined;
  retryLabel?: string | undefined;
  plain?: boolean;
}) {
  const { reason, retry, retryLabel, plain } = props;
  const { label, href, action } = reason.remedy;
  const repeats = action === "retry" || action === "wait" || !href;
  return (
    <div class="reason amber">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1.5 15 14H1ZM8 6v4M8 11.6v.4" />
      </svg>
      <p>
        {reason.sentence}{" "}
        {!repeats && !plain && (
          <a href={href} target="_blank" rel="noopener">
            {label}
          </a>
        )}
        {repeats && retry && (
          <button type="button" class="link" onClick={retry}>
            {action === "retry" || action === "start_over" ? label : retryLabel}
          </button>
        )}
      </p>
    </div>
  );
}
