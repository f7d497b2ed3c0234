/** How much an account holds. One conversation a contact; half of the messages lie in threads of a hundred. */
export interface Size {
  messages: number;
  contacts: number;
}
