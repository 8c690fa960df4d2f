/** The mock could not start. Its message says what is wrong with which file, and what to write instead. */
export class AuthMockError extends Error {
  override readonly name: string = "AuthMockError";
}
