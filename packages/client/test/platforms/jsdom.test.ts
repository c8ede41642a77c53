// @vitest-environment jsdom
import { testInDom } from "./test-in-dom.ts";

testInDom("jsdom");
