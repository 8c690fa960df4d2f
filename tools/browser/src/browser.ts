/** A page of any browser, as far as the stage touches it. */
export interface Page {
  goto(address: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<unknown>;
}

/** A browser that has been started. Its pages share what they store. */
export interface Browser {
  readonly name: string;
  open(): Promise<Page>;
  close(): Promise<void>;
}
