import type { SandboxMail } from "../../../schema/contracts/sandbox.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";

/** One mail as its reader sees it. Its HTML stands in a frame without scripts or an origin; links open a tab of their own. */
export function ReadMail(props: { mail: SandboxMail }) {
  return (
    <article class="flex min-h-0 flex-1 flex-col" aria-labelledby="mail-subject">
      <header class="shrink-0 border-b border-line bg-surface px-6 py-4 max-narrow:px-4">
        <h2 id="mail-subject" class="text-16 font-semibold">
          {props.mail.subject}
        </h2>
        <dl class="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-13">
          <dt class="text-ink-2">From</dt>
          <dd class="min-w-0 break-words">{props.mail.from}</dd>
          <dt class="text-ink-2">To</dt>
          <dd class="min-w-0 break-words">{props.mail.to}</dd>
          <dt class="text-ink-2">Sent</dt>
          <dd>
            <RelativeTime at={props.mail.at} />
          </dd>
        </dl>
      </header>
      <iframe
        title={`The mail: ${props.mail.subject}`}
        class="min-h-0 w-full flex-1 border-0 bg-white"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcdoc={props.mail.html.replace("<head>", '<head><base target="_blank" />')}
      />
    </article>
  );
}
