import type { Farewell } from "./farewell.ts";
import type { Held } from "./holder.ts";
import type { Life } from "./life.ts";
import { life } from "./stage.ts";

/** What is not as it must be, a line for each. */
type Check<Figures> = (figures: Figures) => string[];

const lines = (...wrong: readonly (string | false)[]): string[] => wrong.filter((line) => line !== false);

/** An intent holds for 15 s; one more for whoever waits for it. */
const deadline = 16;

export const checkLife: Check<Life> = ({ virtualSeconds, rotations, spends, alarms, inside, failed, stuck, signOuts }) => {
  // Renewed from 78 % of a life on at the earliest, at its end at the latest; once more for the revocation.
  const [least, most] = [Math.floor((virtualSeconds * 1000) / life), Math.floor((virtualSeconds * 1000) / (life * 0.78)) + 1];
  return lines(
    (rotations < least || rotations > most) && `${rotations} rotations; ${least} to ${most} are due`,
    spends !== rotations && `${spends} spends for ${rotations} rotations`,
    alarms > 0 && `${alarms} refresh tokens came twice or were refused`,
    failed > 0 && `${failed} calls failed`,
    stuck > 0 && `${stuck} calls never got an answer`,
    signOuts > 0 && `${signOuts} sign-outs`,
    ...["renewed", "adopted", "rejected", "waited"].map((type) => !inside[type] && `no call was made inside of "${type}"`),
  );
};

export const checkHeld: Check<Held> = ({ began, whileAlive, failedWhileAlive, waited, longestWait, failed, stuck, alarms, without }) =>
  lines(
    began === "ahead" && whileAlive === 0 && "no call was made while the old token lived",
    failedWhileAlive > 0 && `${failedWhileAlive} calls failed that began while the old token lived`,
    waited === 0 && "nobody had to wait, so that nothing is shown",
    longestWait > deadline && `a call waited ${longestWait} s, and ${deadline} s is the most`,
    failed > 0 && `${failed} calls ended in another way than a token's`,
    stuck > 0 && `${stuck} calls never got an answer`,
    alarms > 0 && `${alarms} refresh tokens came twice or were refused`,
    without > 0 && `${without} tabs did not find the next sign-in`,
  );

export const checkFarewell: Check<Farewell> = ({ told, wentOn, stuck, signedIn }) =>
  lines(
    told.some((times) => times !== 1) && `tabs were told ${told.join(", ")} times of the sign-out`,
    wentOn > 0 && `${wentOn} calls did not end with the sign-out`,
    stuck > 0 && `${stuck} calls never got an answer`,
    signedIn > 0 && `${signedIn} tabs still find somebody signed in`,
  );
