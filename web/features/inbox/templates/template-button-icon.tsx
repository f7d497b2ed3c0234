import Copy from "lucide-solid/icons/copy";
import ExternalLink from "lucide-solid/icons/external-link";
import Phone from "lucide-solid/icons/phone";
import Reply from "lucide-solid/icons/reply";
import { Match, Switch } from "solid-js";
import type { SentTemplate } from "../../../../schema/contracts/template-shape.ts";

/** What a template's button does, as a picture. */
export function TemplateButtonIcon(props: { type: SentTemplate["buttons"][number]["type"] }) {
  return (
    <Switch fallback={<Phone aria-hidden="true" />}>
      <Match when={props.type === "quick_reply"}>
        <Reply aria-hidden="true" />
      </Match>
      <Match when={props.type === "url"}>
        <ExternalLink aria-hidden="true" />
      </Match>
      <Match when={props.type === "copy_code"}>
        <Copy aria-hidden="true" />
      </Match>
    </Switch>
  );
}
