import { A } from "@solidjs/router";
import ArrowUpRight from "lucide-solid/icons/arrow-up-right";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { useAccount } from "../../frame/account-context.tsx";
import { narrow } from "../../stores/narrow.ts";
import { type SettingsLink, settingsLinksFor } from "./settings-links.ts";
import { opensPage, SETTINGS_PAGES, type SettingsPage } from "./settings-pages.ts";

/** What can be set: in this account, and for the person alone. At the left of a wide screen, all of a narrow one. */
export function SettingsList() {
  const account = useAccount();
  const pages = (of: SettingsPage["of"]) => SETTINGS_PAGES.filter((page) => page.of === of && opensPage(account, page));
  return (
    <nav aria-label="Settings" class="flex flex-col gap-5">
      <Group title={account.tenant.name}>
        <For each={pages("account")}>{(page) => <PageLink page={page} />}</For>
        <For each={settingsLinksFor(account)}>{(link) => <OutsideLink link={link} />}</For>
      </Group>
      <Group title="You">
        <For each={pages("person")}>{(page) => <PageLink page={page} />}</For>
      </Group>
    </nav>
  );
}

function Group(props: { title: string; children: JSX.Element }) {
  return (
    <div>
      <h2 class="mb-1 truncate px-2.5 text-12 font-medium text-ink-3">{props.title}</h2>
      <ul class="flex flex-col gap-0.5 max-narrow:overflow-hidden max-narrow:rounded-card max-narrow:border max-narrow:border-line max-narrow:bg-surface">
        {props.children}
      </ul>
    </div>
  );
}

const ROW =
  "flex h-8 items-center gap-2.5 rounded-inner px-2.5 text-13 font-medium transition-colors duration-100 max-narrow:h-12 max-narrow:rounded-none max-narrow:text-14";

function PageLink(props: { page: SettingsPage }) {
  const account = useAccount();
  return (
    <li>
      <A
        href={`/a/${account.id}/settings/${props.page.path}`}
        class={`${ROW} focus-visible:-outline-offset-2`}
        activeClass="bg-accent-soft text-accent-ink"
        inactiveClass="text-ink-2 hover:bg-sunken hover:text-ink"
        onPointerEnter={() => void props.page.component.preload?.()}
      >
        <Dynamic component={props.page.icon} class="size-4 shrink-0" aria-hidden="true" />
        <span class="min-w-0 flex-1 truncate">{props.page.label}</span>
        <Show when={narrow()}>
          <ChevronRight class="size-4 text-ink-3" aria-hidden="true" />
        </Show>
      </A>
    </li>
  );
}

function OutsideLink(props: { link: SettingsLink }) {
  return (
    <li>
      <A
        href={props.link.href}
        class={`${ROW} text-ink-2 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2`}
      >
        <Dynamic component={props.link.icon} class="size-4 shrink-0" aria-hidden="true" />
        <span class="min-w-0 flex-1 truncate">{props.link.label}</span>
        <ArrowUpRight class="size-4 text-ink-3" aria-hidden="true" />
      </A>
    </li>
  );
}
