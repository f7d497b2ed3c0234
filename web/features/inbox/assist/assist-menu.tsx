import { useNavigate } from "@solidjs/router";
import Blocks from "lucide-solid/icons/blocks";
import NotepadText from "lucide-solid/icons/notepad-text";
import PencilLine from "lucide-solid/icons/pencil-line";
import PencilSparkles from "lucide-solid/icons/pencil-sparkles";
import { createSignal, onCleanup, onMount } from "solid-js";
import type { AssistKind, RewriteTone } from "../../../../schema/contracts/assists.ts";
import { useAccount } from "../../../frame/account-context.tsx";
import { Menu, type MenuEntry } from "../../../ui/menu.tsx";
import { useInbox } from "../inbox-context.tsx";
import { agentsOf } from "./agents-of.ts";
import { spokenEnd, TONE_WORDS } from "./assist-words.ts";
import { assistsOf } from "./assists.ts";

/** An answer stays with the agents it was read with for so long, in ms. */
const AGENTS_FRESH_MS = 30_000;

/**
 * What the AI can do in a conversation: draft, rewrite, summarise. In the composer, whatever stands in it. It also says, to those who do not
 * see the card, when an answer is there.
 */
export function AssistMenu(props: {
  conversationId: string;
  /** Which text the person writes now, and both of them. */
  field: "reply" | "note";
  reply: string;
  note: string;
  /** No reply can leave: a draft would be for nothing. */
  replyBlocked: boolean;
}) {
  const { inbox, acts } = useInbox();
  const account = useAccount();
  const navigate = useNavigate();
  const assists = assistsOf(inbox);
  const agents = agentsOf(inbox);
  // As it stood when the menu was opened: nothing moves under the finger.
  const [offered, setOffered] = createSignal<MenuEntry[]>([]);
  let trigger: HTMLElement | undefined;
  let readAt = 0;

  const written = () => (props.field === "note" ? props.note : props.reply);
  const writable = () => props.field === "note" || !props.replyBlocked;
  const integration = () => inbox.channels.module("ai");
  const missing = () => inbox.channels.known() && (integration()?.state ?? "disabled") === "disabled";

  const readAgents = (): void => {
    if (missing() || Date.now() - readAt < AGENTS_FRESH_MS) return;
    readAt = Date.now();
    void agents.refetch();
  };
  const ask = (kind: AssistKind, tone?: RewriteTone): void => {
    // Not for the customer's eyes: a draft is always of the reply.
    const text = kind === "draft" ? props.reply : kind === "rewrite" ? written() : "";
    const agent = assists.agent();
    assists.start(
      props.conversationId,
      {
        kind,
        ...(agents.data?.some(({ id }) => id === agent) ? { agent } : {}),
        ...(text.trim() === "" ? {} : { text }),
        ...(tone === undefined ? {} : { tone }),
      },
      kind === "draft" ? "reply" : props.field,
    );
  };

  const entries = (): MenuEntry[] => {
    if (missing()) return notConnected();
    const list: MenuEntry[] = [];
    if (!props.replyBlocked)
      list.push({
        label: props.reply.trim() === "" ? "Draft a reply" : "Finish this reply",
        icon: () => <PencilLine aria-hidden="true" />,
        onSelect: () => ask("draft"),
      });
    list.push({
      label: "Summarise the conversation",
      icon: () => <NotepadText aria-hidden="true" />,
      onSelect: () => ask("summary"),
    });
    if (writable() && written().trim() === "")
      list.push("separator", { label: "Rewrite: write something first", disabled: true, onSelect: () => {} });
    else if (writable()) list.push({ heading: "Rewrite what you wrote" }, ...tones());
    const known = agents.data ?? [];
    if (known.length > 1)
      list.push(
        { heading: "Write as" },
        { label: "Whoever fits", checked: chosen() === "", onSelect: () => assists.choose("") },
        ...known.map(({ id, name }) => ({
          label: name,
          checked: chosen() === id,
          onSelect: () => assists.choose(id),
        })),
      );
    return list;
  };
  const chosen = () => (agents.data?.some(({ id }) => id === assists.agent()) ? assists.agent() : "");
  const tones = (): MenuEntry[] =>
    Object.entries(TONE_WORDS).map(([tone, label]) => ({
      label,
      onSelect: () => ask("rewrite", tone as RewriteTone),
    }));
  const notConnected = (): MenuEntry[] => [
    { heading: integration() ? "AI is switched off here" : "AI is not connected here" },
    account.can("manageModules")
      ? {
          label: integration() ? "Turn it on" : "Connect Claude",
          icon: () => <Blocks aria-hidden="true" />,
          onSelect: () => navigate(`/a/${account.id}/modules/ai`),
        }
      : { label: "An administrator can connect it", disabled: true, onSelect: () => {} },
  ];

  const open = (): void => {
    trigger?.focus();
    trigger?.click();
  };
  const summarise = (): void => (missing() ? open() : ask("summary"));
  Object.assign(acts, { assist: open, summarise });
  const onKey = (event: KeyboardEvent): void => {
    const isOurs = event.key.toLowerCase() === "i" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isOurs || event.altKey || event.defaultPrevented) return;
    event.preventDefault();
    open();
  };
  onMount(() => {
    if (!agents.data) readAgents();
    document.addEventListener("keydown", onKey);
    onCleanup(() => document.removeEventListener("keydown", onKey));
  });
  onCleanup(() => {
    if (acts.assist === open) delete acts.assist;
    if (acts.summarise === summarise) delete acts.summarise;
  });

  return (
    <>
      <Menu
        align="end"
        entries={offered()}
        trigger={(given) => {
          const { ref, onClick, onKeyDown, ...rest } = given;
          const keep = (element: HTMLElement): void => {
            trigger = element;
            ref(element);
          };
          return (
            <button
              type="button"
              {...rest}
              ref={keep}
              data-assist-trigger
              data-tip="Draft, rewrite or summarise with AI"
              data-tip-keys="Ctrl+I"
              class="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-inner px-2 text-13 font-medium text-accent-ink transition-colors duration-100 hover:bg-accent-soft aria-expanded:bg-accent-soft max-narrow:h-11 [&_svg]:size-3.5"
              onPointerEnter={readAgents}
              onFocus={readAgents}
              onClick={() => {
                setOffered(entries());
                onClick();
              }}
              onKeyDown={(event) => {
                setOffered(entries());
                onKeyDown(event);
              }}
            >
              <PencilSparkles aria-hidden="true" /> AI
            </button>
          );
        }}
      />
      <p class="sr-only" role="status">
        {ended()}
      </p>
    </>
  );

  function ended(): string {
    const assist = assists.of(props.conversationId);
    return assist ? spokenEnd(assist) : "";
  }
}
