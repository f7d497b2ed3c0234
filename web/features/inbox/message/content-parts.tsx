import Forward from "lucide-solid/icons/forward";
import Link from "lucide-solid/icons/link";
import ListChecks from "lucide-solid/icons/list-checks";
import Megaphone from "lucide-solid/icons/megaphone";
import MousePointerClick from "lucide-solid/icons/mouse-pointer-click";
import { For, type JSX, Show } from "solid-js";
import type { Choice, MessageContent, Referral, SharedLink } from "../../../../schema/contracts/message-content.ts";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { attachmentUrl } from "../../../stores/inbox/attachment-url.ts";
import { useInbox } from "../inbox-context.tsx";
import { TemplateHeadline } from "../templates/template-parts.tsx";
import { OrderCard } from "./order-card.tsx";
import { PlaceCard } from "./place-card.tsx";
import { safeHref } from "./safe-href.ts";
import { SharedContact } from "./shared-contact.tsx";

/** Above a message's words: where it came from, and what it shares. */
export function OriginParts(props: { content: MessageContent }) {
  return (
    <>
      <Show when={props.content.forwarded}>
        {(how) => (
          <Origin icon={<Forward aria-hidden="true" />}>
            {how() === "often" ? "Forwarded many times" : "Forwarded"}
          </Origin>
        )}
      </Show>
      <Show when={props.content.referral}>{(referral) => <Referred referral={referral()} />}</Show>
      <Show when={props.content.share}>{(share) => <Shared share={share()} />}</Show>
      <Show when={props.content.choice}>
        {(choice) => (
          <Origin icon={<MousePointerClick aria-hidden="true" />}>
            {CHOSEN[choice().source]}
            <Show when={choice().description}>{(words) => `: ${words()}`}</Show>
          </Origin>
        )}
      </Show>
    </>
  );
}

/** What a message holds beside words and files. */
export function ContentParts(props: { content: MessageContent; files: readonly Attachment[] }) {
  const { inbox } = useInbox();
  const cards = () => props.files.filter(({ type, state }) => type === "contact" && state === "stored");
  return (
    <>
      <Show when={props.content.template}>{(template) => <TemplateHeadline template={template()} />}</Show>
      <Show when={props.content.location}>{(place) => <PlaceCard place={place()} />}</Show>
      <For each={props.content.contacts}>
        {(card, index) => {
          const file = () => cards()[index()];
          return <SharedContact card={card} vcard={file() && attachmentUrl(inbox.tenant, file()!)} />;
        }}
      </For>
      <Show when={props.content.order}>{(order) => <OrderCard order={order()} />}</Show>
      <Show when={props.content.form}>
        {(form) => (
          <div class="-mx-1 mb-1 w-72 max-w-[calc(100%+0.5rem)] rounded-inner bg-sunken text-13">
            <p class="flex items-center gap-2 border-b border-line px-3 py-2 font-medium">
              <ListChecks class="size-4 shrink-0 text-accent-ink" aria-hidden="true" />
              Filled-in form
            </p>
            <dl class="px-3 py-1.5">
              <For each={form().fields}>
                {({ name, value }) => (
                  <div class="py-0.5">
                    <dt class="text-12 text-ink-3">{name.replaceAll("_", " ")}</dt>
                    <dd class="break-words">{value}</dd>
                  </div>
                )}
              </For>
            </dl>
          </div>
        )}
      </Show>
    </>
  );
}

const CHOSEN = {
  button: "Pressed a button",
  list: "Chose from a list",
  template_button: "Pressed a button of a template",
  quick_reply: "Chose a quick reply",
  postback: "Pressed a button",
  icebreaker: "Chose a question to begin with",
} as const satisfies Record<Choice["source"], string>;

const SHARED = {
  story_reply: "Answered your story",
  story_mention: "Mentioned you in a story",
  post: "Shared a post",
  reel: "Shared a reel",
  ad: "Shared an ad",
  product: "About a product",
  link: "Shared a link",
} as const satisfies Record<SharedLink["kind"], string>;

function Shared(props: { share: SharedLink }) {
  const href = () => safeHref(props.share.url);
  const what = () => props.share.title ?? (props.share.kind === "product" ? props.share.id : undefined);
  return (
    <Origin icon={<Link aria-hidden="true" />}>
      <Show when={href()} fallback={SHARED[props.share.kind]}>
        {(address) => <Outside href={address()}>{SHARED[props.share.kind]}</Outside>}
      </Show>
      <Show when={what()}>{(words) => `: ${words()}`}</Show>
    </Origin>
  );
}

function Referred(props: { referral: Referral }) {
  const href = () => safeHref(props.referral.sourceUrl);
  const words = () => `Came from ${props.referral.sourceType === "post" ? "the post" : "the ad"}`;
  return (
    <div class="-mx-1 mb-1.5 rounded-inner bg-sunken px-2.5 py-2 text-12 text-ink-2">
      <p class="flex items-center gap-1.5 font-medium [&_svg]:size-3.5">
        <Megaphone class="shrink-0 text-accent-ink" aria-hidden="true" />
        <Show when={href()} fallback={words()}>
          {(address) => (
            <a
              href={address()}
              {...OUTSIDE}
              class="text-accent-ink underline max-narrow:-my-2 max-narrow:inline-flex max-narrow:min-h-11 max-narrow:items-center"
            >
              {words()}
            </a>
          )}
        </Show>
      </p>
      <Show when={props.referral.headline}>
        {(headline) => <p class="mt-0.5 text-13 font-medium break-words text-ink">{headline()}</p>}
      </Show>
      <Show when={props.referral.body}>{(body) => <p class="line-clamp-3 break-words">{body()}</p>}</Show>
    </div>
  );
}

const OUTSIDE = { target: "_blank", rel: "noopener noreferrer nofollow" };

function Outside(props: { href: string; children: JSX.Element }) {
  return (
    <a href={props.href} {...OUTSIDE} class="inline text-accent-ink underline">
      {props.children}
    </a>
  );
}

function Origin(props: { icon: JSX.Element; children: JSX.Element }) {
  return (
    <p class="mb-0.5 flex items-start gap-1.5 text-12 text-ink-2 [&_svg]:mt-0.5 [&_svg]:size-3 [&_svg]:shrink-0 [&_svg]:text-ink-3">
      {props.icon}
      <span class="min-w-0 break-words">{props.children}</span>
    </p>
  );
}
