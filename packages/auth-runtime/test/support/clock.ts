export { testClock, type TestClock } from "../../src/testing/index.ts";
