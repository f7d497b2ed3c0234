import { createMemo, createSignal } from "solid-js";
import type { SandboxCustomer, SandboxPhone } from "../../../schema/contracts/sandbox.ts";

export interface CustomerList {
  all: () => SandboxCustomer[];
  chosen: () => SandboxCustomer | undefined;
  choose: (customer: SandboxCustomer) => void;
  /** Adds a customer and hands them the phone. */
  add: (customer: SandboxCustomer) => void;
}

/** The customers of a business number: those the sandbox knows, and those just made here who have not written yet. */
export function createCustomerList(phone: () => SandboxPhone): CustomerList {
  const [added, setAdded] = createSignal<SandboxCustomer[]>([]);
  const [chosenKey, setChosenKey] = createSignal<string | undefined>();
  const all = createMemo(() => {
    const known = new Set(phone().customers.map(customerKey));
    return [...added().filter((customer) => !known.has(customerKey(customer))), ...phone().customers];
  });
  // The same person stays the same object while the list is read again, so their handset is not made anew.
  const chosen = createMemo(() => all().find((customer) => customerKey(customer) === chosenKey()) ?? all()[0], undefined, {
    equals: (a, b) => (a && customerKey(a)) === (b && customerKey(b)),
  });
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
  return customer.phone ?? customer.bsuid ?? customer.name;
}
