import { expect, it } from "vitest";

import { imageList, imageUrl } from "./images.ts";

const PATH = "product/2026/03/14/07/b1c2-lamp-1";

it.each([
  ["http://cf.cjdropshipping.com/a.jpg", "https://cf.cjdropshipping.com/a.jpg"],
  ["//img.cjdropshipping.com/a.jpg", "https://img.cjdropshipping.com/a.jpg"],
  [
    "https://oss-cf.cjdropshipping.com/a.jpg?x-oss-process=image/resize,m_fill,w_800",
    "https://oss-cf.cjdropshipping.com/a.jpg",
  ],
  ["https://cf.cjdropshipping.com/a.jpg?v=2&x-oss-process=x", "https://cf.cjdropshipping.com/a.jpg?v=2"],
  ["http://127.0.0.1:3100/a.jpg", "http://127.0.0.1:3100/a.jpg"],
])("[Q34] %s becomes %s", (written, url) => {
  expect(imageUrl(written)).toBe(url);
});

it.each([
  null,
  "",
  "a.jpg",
  "/a.jpg",
  "javascript:alert(1)",
  "data:image/gif;base64,R0",
  "ftp://cf.cjdropshipping.com/a.jpg",
  "https://u:p@cf.cjdropshipping.com/a.jpg",
  "https://",
  `https://x.test/${"a".repeat(3000)}`,
])("[Q34] %s is no picture", (written) => {
  expect(imageUrl(written)).toBeNull();
});

it("[Q34] one picture on several hosts, resized or derived, counts once and as its original", () => {
  const found = imageList([
    `https://oss-cf.cjdropshipping.com/${PATH}_trans.jpeg`,
    `https://cf.cjdropshipping.com/${PATH}.jpg?x-oss-process=image/resize,w_300`,
    `http://cc-west-usa.oss-us-west-1.aliyuncs.com/${PATH}_fine.jpeg`,
    `//cc-west-usa.oss-accelerate.aliyuncs.com/${PATH}.jpg`,
    "https://cf.cjdropshipping.com/other.jpg",
  ]);
  expect(found).toEqual([`https://cf.cjdropshipping.com/${PATH}.jpg`, "https://cf.cjdropshipping.com/other.jpg"]);
});

it("[Q34] equal paths on hosts that are not CJ's are different pictures", () => {
  const pair = ["https://cf.cjdropshipping.com/a.jpg", "https://cjdropshipping.com.evil.test/a.jpg"];
  expect(imageList(pair)).toEqual(pair);
});

it("[Q4] reads a plain address, a list inside a string and an empty first element", () => {
  expect(imageList("https://x.test/a.jpg", '["","https://x.test/b.jpg","https://x.test/a.jpg"]', null)).toEqual([
    "https://x.test/a.jpg",
    "https://x.test/b.jpg",
  ]);
});
