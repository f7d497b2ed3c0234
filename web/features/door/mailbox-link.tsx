import MailOpen from "lucide-solid/icons/mail-open";
import { ButtonLink } from "../../ui/button.tsx";

/** In test mode: where the mail that was just sent can be read. */
export function MailboxLink(props: { to?: string; class?: string }) {
  return (
    <ButtonLink
      href={`/sandbox/mail${props.to === undefined ? "" : `?${new URLSearchParams({ to: props.to })}`}`}
      icon={<MailOpen aria-hidden="true" />}
      class={props.class ?? ""}
    >
      Open the sandbox mailbox
    </ButtonLink>
  );
}
