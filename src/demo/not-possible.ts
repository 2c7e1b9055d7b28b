/** A request that cannot be done as asked; the message is for the person at the page. */
export class NotPossible extends Error {
  override name = 'NotPossible';
}
