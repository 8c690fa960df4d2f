export { LineCounter, isMap, isScalar, isSeq, parse, parseDocument, stringify } from "yaml";
