/** Where a program runs. The file is written anew for every run. */
export const place: {
  /** Where the mock listens. */
  readonly server: string;
  /** Where nobody listens. */
  readonly nowhere: string;
  /** How this runtime is started with a program: its file and flags. */
  readonly self?: readonly string[];
  /** The socket file of a Redis. */
  readonly redis?: string;
} = { server: "http://127.0.0.1:1", nowhere: "http://127.0.0.1:1" };
