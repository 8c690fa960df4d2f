import { isAuthError } from "@freshkey/auth-runtime";
import { errorOf, same, tellsNone, type Check } from "../check.ts";
import { advance, anew, counts, mockClock, revoke } from "../mock.ts";
import { secrets, subjects, type Opened, type Subject } from "../subjects.ts";

const crowd = async ({ call }: Opened): Promise<void> => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => call()));
  same(
    answers.filter(({ ok }) => !ok).map(({ status }) => status),
    [],
    "statuses of failed calls",
  );
};

/** What every client does on every runtime. */
export const clientChecks: readonly Check[] = subjects.flatMap((subject) => [
  { name: `${subject.name}: a login, then data`, run: () => logIn(subject) },
  { name: `${subject.name}: 50 calls at once, one login`, run: () => herd(subject) },
  { name: `${subject.name}: a dead token and 50 calls at once, one renewal`, run: () => expire(subject) },
  { name: `${subject.name}: a 401 costs one renewal and one replay`, run: () => refuse(subject) },
  { name: `${subject.name}: wrong credentials are a typed error without a secret, and not sent twice`, run: () => mistake(subject) },
]);

async function logIn({ open, login, data: operation }: Subject): Promise<void> {
  await anew();
  const { ok, status, data } = await open().call();
  same([ok, status], [true, 200], "answer");
  if (!data) throw new Error("no data");
  same(await counts(), { ...login, [operation]: 1 }, "requests");
}

async function herd({ open, login, data }: Subject): Promise<void> {
  await anew();
  await crowd(open());
  same(await counts(), { ...login, [data]: 50 }, "requests");
}

async function expire({ open, life, renewal, data }: Subject): Promise<void> {
  const clock = await mockClock();
  const opened = open({ clock });
  await opened.call();
  await advance(clock, life);
  await anew();
  await crowd(opened);
  same(await counts(data), renewal, "token requests");
}

async function refuse({ open, token, renewal, data }: Subject): Promise<void> {
  const opened = open({ clock: await mockClock() });
  await opened.call();
  await revoke(token);
  await anew();
  same((await opened.call()).status, 200, "status");
  same(await counts(), { ...renewal, [data]: 2 }, "requests");
}

async function mistake({ open, login, data }: Subject): Promise<void> {
  await anew();
  const opened = open({ wrong: true });
  for (let turn = 0; turn < 3; turn += 1) {
    const error = await errorOf(opened.call());
    same([isAuthError(error), error.name, error.code], [true, "ReauthenticationRequiredError", "credentials_refused"], "error");
    tellsNone(error, secrets);
  }
  const [first = ""] = Object.keys(login);
  same(await counts(data), { [first]: 1 }, "requests");
}
