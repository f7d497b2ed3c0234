import { Match, Show, Switch } from "solid-js";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { TemplateButton } from "./templates/template-button.tsx";
import { duration, type ReplyWindow } from "./window-clock.ts";

/** In place of the field: why no reply can leave, and what can be done instead. */
export function ComposerBlocked(props: {
  conversation: Conversation;
  window: ReplyWindow;
  problem: string | undefined;
  onNote: () => void;
}) {
  const account = useAccount();
  const channel = () => props.conversation.channel;
  const rules = () => CHANNEL_RULES[channel()];
  const name = () => rules().name;
  const closed = () => (props.window.state === "closed" ? props.window : undefined);
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-3.5 pt-1 pb-3">
      <p class="min-w-56 flex-1 text-13 text-ink-2">
        <Switch>
          <Match when={props.problem}>
            <strong class="font-semibold text-ink">Replies cannot leave now.</strong> {props.problem}
          </Match>
          <Match when={closed()}>
            {(at) => (
              <>
                <strong class="font-semibold text-ink">The reply window closed {duration(at().closedMs)} ago.</strong>{" "}
                {name()} allows replies only within {duration(rules().personMs)} of the customer's last message.{" "}
                {rules().templates ? "A template may be sent now; " : ""}
                {rules().templates ? "replies open again when they write." : "It opens again when they write."}
              </>
            )}
          </Match>
          <Match when={props.window.state === "never"}>
            <strong class="font-semibold text-ink">This customer has not written yet.</strong>{" "}
            {rules().templates
              ? `${name()} lets a business begin with a template; replies open once they answer.`
              : `${name()} lets a business answer, not begin: you can reply once they write.`}
          </Match>
        </Switch>
      </p>
      <div class="flex flex-wrap gap-2">
        <Show when={props.problem === undefined}>
          <TemplateButton conversation={props.conversation} main />
        </Show>
        <Show when={props.problem !== undefined && account.can("viewSettings")}>
          <ButtonLink href={`/a/${account.id}/modules/${channel()}`} size="sm">
            Check {name()}
          </ButtonLink>
        </Show>
        <Button size="sm" onClick={() => props.onNote()}>
          Write a note
        </Button>
      </div>
    </div>
  );
}
