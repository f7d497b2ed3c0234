import { createMemo, Match, Switch } from "solid-js";
import { type RenderedReply, renderTemplate, templateProblem } from "../../../schema/canned/reply-template.ts";
import { CANNED_VARIABLES, type CannedValues } from "../../../schema/canned/variables.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { useMe } from "../../stores/session.ts";

/** How a canned reply reads for a made-up customer, as it is typed; or what is wrong with it. */
export default function ReplyPreview(props: { text: string }) {
  const account = useAccount();
  const me = useMe();
  const values = (): CannedValues => {
    const examples = Object.entries(CANNED_VARIABLES).map(([name, { example }]) => [name, example]);
    const own = { "agent.name": me.data?.user.name ?? null, "account.name": account.tenant.name };
    return { ...Object.fromEntries(examples), ...own } as CannedValues;
  };
  const shown = createMemo((): RenderedReply | { problem: string } => {
    const problem = templateProblem(props.text);
    return problem === undefined ? renderTemplate(props.text, values()) : { problem };
  });
  const problem = () => {
    const at = shown();
    return "problem" in at ? at.problem : undefined;
  };
  const text = () => {
    const at = shown();
    return "text" in at ? at.text : "";
  };
  return (
    <section aria-label="Preview" class="rounded-card border border-line bg-sunken px-3.5 py-3">
      <p class="mb-1 text-12 text-ink-3">As {CANNED_VARIABLES["contact.name"].example} would read it</p>
      <Switch fallback={<p class="text-13 break-words whitespace-pre-wrap">{text()}</p>}>
        <Match when={problem()}>
          <p class="text-13 text-danger" role="status">
            {problem()}
          </p>
        </Match>
        <Match when={text().trim() === ""}>
          <p class="text-13 text-ink-3">Nothing yet</p>
        </Match>
      </Switch>
    </section>
  );
}
