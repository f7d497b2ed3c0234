import Inbox from "lucide-solid/icons/inbox";
import Users from "lucide-solid/icons/users";
import { For, type JSX, Show } from "solid-js";
import { type AccentTokens, paletteOf } from "../../../schema/brand/palette.ts";
import { PRODUCT_ACCENT } from "../../../schema/contracts/branding.ts";

/** What a preview shows. */
export interface Previewed {
  name: string;
  accent: string | null;
  senderName: string;
  logo: string | null;
}

/** What people see of the brand: the sign-in page, the side bar and a mail, in both themes. It is a picture: nothing in it can be pressed. */
export function BrandPreview(props: { brand: Previewed }) {
  const palette = () => paletteOf(props.brand.accent ?? PRODUCT_ACCENT);
  return (
    <section aria-label="Preview" class="sticky top-6 flex flex-col gap-3 max-wide:static">
      <h2 class="text-14 font-semibold">Preview</h2>
      <For each={["light", "dark"] as const}>
        {(theme) => (
          <div
            inert
            data-light={theme === "light" ? "" : undefined}
            data-dark={theme === "dark" ? "" : undefined}
            style={variables(palette()[theme])}
            class="overflow-hidden rounded-card border border-line bg-bg text-ink"
          >
            <div class="grid grid-cols-[7.5rem_minmax(0,1fr)]">
              <div class="flex flex-col gap-0.5 border-r border-line p-2 text-12 font-medium">
                <div class="mb-1.5 flex h-7 items-center gap-2 px-1">
                  <Sign brand={props.brand} class="size-5" />
                  <span class="truncate text-12 font-semibold">{props.brand.name}</span>
                </div>
                <Place active icon={<Inbox class="size-3.5" aria-hidden="true" />} label="Inbox" />
                <Place icon={<Users class="size-3.5" aria-hidden="true" />} label="Contacts" />
              </div>
              <div class="flex flex-col gap-2 p-4">
                <Sign brand={props.brand} class="size-7" />
                <p class="truncate text-14 font-semibold">Sign in to {props.brand.name}</p>
                <span class="h-7 rounded-inner border border-field-line bg-surface" />
                <span class="flex h-7 items-center justify-center rounded-inner bg-accent text-12 font-medium text-on-accent">
                  Sign in
                </span>
                <span class="text-12 font-medium text-accent-ink">Forgot your password?</span>
              </div>
            </div>
          </div>
        )}
      </For>
      <div class="rounded-card border border-line bg-surface px-4 py-3 text-13">
        <p class="truncate font-semibold">{props.brand.senderName}</p>
        <p class="truncate text-ink-2">Ana invites you to work with them</p>
      </div>
    </section>
  );
}

function Place(props: { label: string; icon: JSX.Element; active?: boolean }) {
  return (
    <span
      class={`flex h-6 items-center gap-2 rounded-inner px-1.5 ${props.active ? "bg-accent-soft text-accent-ink" : "text-ink-2"}`}
    >
      {props.icon}
      {props.label}
    </span>
  );
}

function Sign(props: { brand: Previewed; class: string }) {
  return (
    <Show
      when={props.brand.logo}
      fallback={
        <span
          class={`flex shrink-0 items-center justify-center rounded-inner bg-accent text-12 font-semibold text-on-accent ${props.class}`}
        >
          {[...props.brand.name][0]?.toUpperCase()}
        </span>
      }
    >
      {(logo) => <img src={logo()} alt="" class={`shrink-0 rounded-inner object-contain ${props.class}`} />}
    </Show>
  );
}

function variables(tokens: AccentTokens): JSX.CSSProperties {
  return Object.fromEntries(Object.entries(tokens).map(([name, color]) => [`--${name}`, color]));
}
