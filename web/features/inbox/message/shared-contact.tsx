import Download from "lucide-solid/icons/download";
import UserPlus from "lucide-solid/icons/user-plus";
import { createSignal, For, Show } from "solid-js";
import type { ContactCard } from "../../../../schema/contracts/message-content.ts";
import { useAccount } from "../../../frame/account-context.tsx";
import { createContact } from "../../../rest/contact-list.ts";
import { toast, toastError } from "../../../stores/toasts.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { useInbox } from "../inbox-context.tsx";
import { safeHref } from "./safe-href.ts";

/** A contact card someone shared: how to reach them, and one press to make them a contact of the account. `vcard`: where the file is. */
export function SharedContact(props: { card: ContactCard; vcard: string | undefined }) {
  const account = useAccount();
  const { inbox } = useInbox();
  const [state, setState] = createSignal<"new" | "adding" | "added">("new");
  const about = () => [props.card.title, props.card.company].filter(Boolean).join(", ");

  const add = async (): Promise<void> => {
    if (state() !== "new") return;
    setState("adding");
    const { name, phones, emails, company } = props.card;
    try {
      await createContact({
        name,
        phone: phones[0]?.number ?? null,
        email: emails[0]?.email ?? null,
        company: company ?? null,
        stage: "lead",
        source: "Shared contact card",
        tags: [],
      });
      setState("added");
      toast(`${name} is a contact now.`);
    } catch (error) {
      setState("new");
      toastError(`${name} was not added.`, error);
    }
  };

  return (
    <div class="-mx-1 mb-1 w-72 max-w-[calc(100%+0.5rem)] overflow-hidden rounded-inner bg-sunken">
      <div class="flex items-center gap-2.5 px-3 pt-2.5">
        <Avatar name={props.card.name} size={32} />
        <p class="min-w-0 text-13">
          <span class="block truncate font-medium">{props.card.name}</span>
          <Show when={about()}>
            <span class="block truncate text-12 text-ink-2">{about()}</span>
          </Show>
        </p>
      </div>
      <dl class="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 px-3 py-2 text-12">
        <For each={props.card.phones}>{({ number, label }) => <Line term={words(label, "Phone")} text={number} />}</For>
        <For each={props.card.emails}>{({ email, label }) => <Line term={words(label, "E-mail")} text={email} />}</For>
        <For each={props.card.addresses}>
          {({ text, label }) => <Line term={words(label, "Address")} text={text} />}
        </For>
        <For each={props.card.urls}>
          {({ url, label }) => <Line term={words(label, "Web")} text={url} href={safeHref(url)} />}
        </For>
        <Show when={props.card.birthday}>{(day) => <Line term="Birthday" text={day()} />}</Show>
      </dl>
      <div class="flex border-t border-line">
        <Show when={inbox.canEdit && account.can("editLeads")}>
          <button
            type="button"
            disabled={state() === "added"}
            aria-busy={state() === "adding" || undefined}
            class={`${ACT} text-accent-ink disabled:text-ink-2`}
            onClick={() => void add()}
          >
            <UserPlus aria-hidden="true" /> {state() === "added" ? "Added" : "Add as contact"}
          </button>
        </Show>
        <Show when={props.vcard}>
          {(href) => (
            <a
              href={href()}
              download={`${props.card.name}.vcf`}
              class={`${ACT} border-l border-line text-ink-2 first:border-l-0`}
            >
              <Download aria-hidden="true" /> Save
            </a>
          )}
        </Show>
      </div>
    </div>
  );
}

const ACT =
  "flex h-9 flex-1 items-center justify-center gap-1.5 text-13 font-medium hover:bg-line focus-visible:-outline-offset-2 max-narrow:h-11 [&_svg]:size-3.5";

/** Labels come in the sender's words or in the provider's capitals: "CELL", "Work". */
function words(label: string | undefined, otherwise: string): string {
  if (!label) return otherwise;
  const known: Record<string, string> = { CELL: "Mobile", IPHONE: "Mobile", MAIN: "Main" };
  return known[label.toUpperCase()] ?? label.charAt(0).toUpperCase() + label.slice(1).toLowerCase();
}

function Line(props: { term: string; text: string; href?: string | undefined }) {
  return (
    <>
      <dt class="text-ink-3">{props.term}</dt>
      <dd class="min-w-0 break-words">
        <Show when={props.href} fallback={props.text}>
          {(href) => (
            <a
              href={href()}
              target="_blank"
              rel="noopener noreferrer nofollow"
              class="inline text-accent-ink underline"
            >
              {props.text}
            </a>
          )}
        </Show>
      </dd>
    </>
  );
}
