import { useRead } from "../../stores/use-read.ts";
import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, Show, Switch } from "solid-js";
import type {
  SandboxCustomer,
  SandboxMessage,
  SandboxPhone,
  SandboxSample,
} from "../../../schema/contracts/sandbox.ts";
import {
  getPhoneThread,
  type PhoneWriting,
  putOnPhone,
  reactOnPhone,
  readOnPhone,
  writeFromPhone,
} from "../../rest/sandbox.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { queryClient } from "../../stores/queries.ts";
import { toastError } from "../../stores/toasts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { explain } from "../../ui/error-state.tsx";
import { Bubble, phoneWords } from "./bubble.tsx";
import { customerKey } from "./customer-list.ts";
import { WriteLine } from "./write-line.tsx";

const ASK_EVERY_MS = 1000;
const NEAR_END_PX = 120;
const SAMPLE_WORDS = { photo: "Photo", voice: "Voice message", document: "Document" } as const satisfies Record<
  SandboxSample,
  string
>;

/** The phone in the customer's hand: its thread with the business, asked for every second as an outside device would be pushed to. */
export function Handset(props: { phone: SandboxPhone; customer: SandboxCustomer }) {
  const account = useAccount();
  const key = () => [account.id, "phone-thread", props.phone.integrationId, customerKey(props.customer)];
  const thread = useRead(() => ({
    queryKey: key(),
    queryFn: ({ signal }) => getPhoneThread(props.phone.integrationId, props.customer, signal),
    refetchInterval: ASK_EVERY_MS,
    staleTime: 0,
  }));
  const [answers, setAnswers] = createSignal<SandboxMessage | undefined>();
  const [onTheWay, setOnTheWay] = createSignal<SandboxMessage[]>([]);
  // Asked for every second: what has not changed stays the same object, so that its bubble is not made anew.
  const known = createMemo<SandboxMessage[]>((before) => {
    const held = new Map(before.map((message) => [message.id, message]));
    return (thread.data?.docs ?? []).map((message) => {
      const same = held.get(message.id);
      return same && JSON.stringify(same) === JSON.stringify(message) ? same : message;
    });
  }, []);
  const messages = createMemo(() => [...known(), ...onTheWay()]);
  const unread = () => messages().some((message) => message.from === "business" && message.status === "delivered");
  let scroller: HTMLDivElement | undefined;
  let nearEnd = true;

  const toEnd = (): void => {
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  };
  const sizes = new ResizeObserver(() => nearEnd && toEnd());
  onCleanup(() => sizes.disconnect());
  createEffect(
    on(
      () => messages().length,
      (count, before) => {
        if (!scroller) return;
        // Known from scrolling: by now the new message is there, and may be taller than what counts as near.
        if (!before || nearEnd || onTheWay().length > 0) toEnd();
        return count;
      },
    ),
  );

  /** Sends it from the phone; until the sandbox has it, it is shown as being on its way. */
  const send = async (writing: PhoneWriting, shown: Pick<SandboxMessage, "text" | "file">) => {
    const draft: SandboxMessage = {
      id: crypto.randomUUID(),
      from: "customer",
      type: "text",
      reactions: [],
      status: "sent",
      at: new Date().toISOString(),
      ...(writing.replyTo === undefined ? {} : { replyTo: writing.replyTo }),
      ...shown,
    };
    setOnTheWay((before) => [...before, draft]);
    try {
      await writeFromPhone(props.phone.integrationId, props.customer, writing);
      await thread.refetch();
      void queryClient.invalidateQueries({ queryKey: [account.id, "phones"] });
    } catch (error) {
      const run = () => void send(writing, shown);
      toastError("The message did not leave the phone.", error, { label: "Try again", run });
    } finally {
      setOnTheWay((before) => before.filter(({ id }) => id !== draft.id));
    }
  };
  const write = (writing: PhoneWriting, words = writing.text ?? ""): void => {
    const answered = answers()?.id;
    setAnswers(undefined);
    void send({ ...writing, ...(answered === undefined ? {} : { replyTo: answered }) }, { text: words });
  };
  const press = (message: SandboxMessage, button: number): void => {
    const text = message.template?.buttons[button]?.text ?? "";
    void send({ press: { messageId: message.id, button } }, { text });
  };
  const writeFile = async (file: File) => {
    try {
      const { id } = await putOnPhone(account.id, props.phone.integrationId, file);
      write({ file: { id } }, file.name);
    } catch (error) {
      toastError("The file was not put on the phone.", error, { label: "Try again", run: () => void writeFile(file) });
    }
  };
  const react = async (message: SandboxMessage, emoji: string | null) => {
    try {
      await reactOnPhone(props.phone.integrationId, props.customer, { messageId: message.id, emoji });
      await thread.refetch();
    } catch (error) {
      toastError("The reaction did not leave the phone.", error);
    }
  };
  const read = async () => {
    try {
      await readOnPhone(props.phone.integrationId, props.customer);
      await thread.refetch();
    } catch (error) {
      toastError("The messages could not be marked as read.", error);
    }
  };

  return (
    <section
      aria-label={`${props.customer.name}'s phone`}
      class="phone mx-auto flex h-[min(46rem,calc(100dvh-11rem))] min-h-120 w-full max-w-96 flex-col overflow-hidden rounded-[2.5rem] border-[10px] border-(--phone-case) bg-(--phone-case) shadow-overlay max-narrow:h-[calc(100dvh-18.5rem)] max-narrow:min-h-104 max-narrow:rounded-[2rem] max-narrow:border-[6px]"
    >
      <div class="flex h-7 shrink-0 items-center justify-between bg-(--phone-bar) px-5 text-12 font-semibold text-(--phone-on-bar)">
        <span>{props.customer.name.split(" ")[0]}'s phone</span>
        <span class="sandbox-stripes rounded-[4px] px-2 text-sandbox">Sandbox</span>
      </div>
      <header class="flex shrink-0 items-center gap-3 bg-(--phone-bar) px-4 pt-1 pb-2.5 text-(--phone-on-bar)">
        <Avatar name={props.phone.businessName} size={32} />
        <div class="min-w-0 flex-1">
          <h2 class="truncate text-14 font-semibold">{props.phone.businessName}</h2>
          <p class="truncate text-12">{props.phone.displayNumber}</p>
        </div>
        <Show when={unread()}>
          <button
            type="button"
            class="h-8 rounded-full border border-current px-3 text-12 font-medium max-narrow:h-11"
            data-tip="Blue ticks: the customer has seen the answers"
            onClick={() => void read()}
          >
            Read
          </button>
        </Show>
      </header>
      <div
        ref={(element) => {
          scroller = element;
          sizes.observe(element);
        }}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          nearEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
        }}
        class="min-h-0 flex-1 overflow-y-auto bg-(--phone-paper) px-3 py-3"
        tabindex="0"
        role="log"
        aria-label="Messages"
        aria-live="polite"
      >
        <Switch>
          <Match when={thread.error && messages().length === 0}>
            <p role="alert" class="mx-auto mt-8 max-w-60 rounded-inner bg-(--phone-in) px-3 py-2 text-center text-13">
              {explain(thread.error).what} {explain(thread.error).toDo}
            </p>
          </Match>
          <Match when={thread.data && messages().length === 0}>
            <p class="mx-auto mt-8 max-w-64 rounded-inner bg-(--phone-in) px-3 py-2 text-center text-13 text-(--phone-quiet)">
              Say hello to {props.phone.businessName}. Your message appears in their inbox at once.
            </p>
          </Match>
          <Match when={messages().length > 0}>
            <ol ref={(element) => sizes.observe(element)} class="flex min-h-full flex-col justify-end gap-1.5">
              <For each={messages()}>
                {(message) => (
                  <Bubble
                    message={message}
                    onTheWay={onTheWay().includes(message)}
                    answered={messages().find(({ id }) => id === message.replyTo)}
                    onReply={() => setAnswers(message)}
                    onReact={(emoji) => void react(message, emoji)}
                    onPress={(button) => press(message, button)}
                  />
                )}
              </For>
            </ol>
          </Match>
        </Switch>
      </div>
      <WriteLine
        business={props.phone.businessName}
        answers={answers() && phoneWords(answers()!)}
        onCancelAnswer={() => setAnswers(undefined)}
        onWrite={(text) => write({ text })}
        onSample={(sample) => write({ file: { sample } }, SAMPLE_WORDS[sample])}
        onFile={(file) => void writeFile(file)}
      />
    </section>
  );
}
