export { generate } from "selfsigned";
