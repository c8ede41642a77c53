// @vitest-environment happy-dom
import { testInDom } from "./test-in-dom.ts";

testInDom("happy-dom");
