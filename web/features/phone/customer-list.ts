import { createMemo, createSignal } from "solid-js";
import type { Channel } from "../../../schema/channels.ts";
import type { SandboxCustomer, SandboxPhone } from "../../../schema/contracts/sandbox.ts";

export interface CustomerList {
  all: () => SandboxCustomer[];
  chosen: () => SandboxCustomer | undefined;
  choose: (customer: SandboxCustomer) => void;
  /** Adds a customer and hands them the phone. */
  add: (customer: SandboxCustomer) => void;
}

/** People ready to write, so that trying it takes no form. One shares a username only. Numbers are from ranges set aside for fiction. */
const READY = {
  whatsapp: [
    { name: "Elena Rossi", phone: "447700900101" },
    { name: "Marcus Lee", phone: "14155550134" },
    { name: "Yuki Tanaka", bsuid: "JP.4815162342001", username: "yuki.tanaka" },
  ],
  instagram: [
    { name: "Noor Haddad", username: "noor.haddad" },
    { name: "Leo Fischer", username: "leo.fischer" },
  ],
} as const satisfies Record<Channel, readonly SandboxCustomer[]>;

/** The customers of a business number: just made here, known to the sandbox, and ready to write for the first time. */
export function createCustomerList(phone: () => SandboxPhone): CustomerList {
  const [added, setAdded] = createSignal<SandboxCustomer[]>([]);
  const [chosenKey, setChosenKey] = createSignal<string | undefined>();
  const all = createMemo(() => {
    const { customers } = phone();
    const known = new Set(customers.map(customerKey));
    const unknown = (customer: SandboxCustomer) => !known.has(customerKey(customer));
    return [...added().filter(unknown), ...customers, ...READY[phone().channel].filter(unknown)];
  });
  // The same person stays the same object while the list is read again, so their handset is not made anew.
  const chosen = createMemo(
    () => all().find((customer) => customerKey(customer) === chosenKey()) ?? all()[0],
    undefined,
    {
      equals: (a, b) => (a && customerKey(a)) === (b && customerKey(b)),
    },
  );
  const choose = (customer: SandboxCustomer) => setChosenKey(customerKey(customer));
  return {
    all,
    chosen,
    choose,
    add: (customer) => {
      setAdded((before) => [customer, ...before]);
      choose(customer);
    },
  };
}

/** What tells one customer from another. */
export function customerKey(customer: SandboxCustomer): string {
  return customer.phone ?? customer.bsuid ?? customer.username ?? customer.name;
}
