import { box, disc, line, moved, oval, path, ring, type Paint, type Shape } from "./paint.ts";

const sandalSole = (p: Paint): string =>
  path(
    "M70 330C60 290 90 262 150 258 240 252 340 262 348 316 350 340 336 350 310 350H110C86 350 74 346 70 330Z",
    p.dark,
  ) +
  path(
    "M70 316C66 284 94 258 150 252 240 246 338 254 346 304 348 326 334 332 308 332H112C88 332 72 330 70 316Z",
    p.main,
  );

const sole = (p: Paint): string =>
  path("M50 322h302c2 26-8 40-34 40H78c-22 0-30-16-28-40Z", p.light) + line("M60 342h284", p.dark, 3);

const shirtBody =
  "M128 74 60 112 34 200l52 20 16-34v174h196V186l16 34 52-20-26-88-68-38c-14 24-40 36-72 36s-58-12-72-36Z";
const sock = (p: Paint): string =>
  path("M150 60h90v150c0 24 16 36 50 58 34 24 30 74-14 82-60 10-126-36-126-100Z", p.main) +
  path("M150 60h90v36h-90Z", p.accent) +
  path("M258 350c40-8 60-46 36-74-20 4-38 28-36 74Z", p.dark) +
  line("M150 112h90M150 128h90", p.light, 6);
const watchFace = (p: Paint): string =>
  disc(200, 200, 92, p.deep) +
  disc(200, 200, 80, "#fbfaf6") +
  disc(200, 200, 80, p.accent).replace("/>", ' opacity=".16"/>') +
  line("M200 200V146M200 200l38 24", p.deep, 8) +
  line("M200 130v10M200 260v10M130 200h10M260 200h10", p.dark, 6) +
  disc(200, 200, 7, p.accent);

export const wearShapes = {
  tshirt: (p) =>
    path(shirtBody, p.main) +
    path("M298 186v174h-60c30-50 30-110 20-150Z", p.dark, 'opacity=".5"') +
    line("M130 76c14 34 42 50 70 50s56-16 70-50", p.dark, 9) +
    box(166, 190, 68, 68, 34, p.accent).replace("/>", ' opacity=".85"/>') +
    line("M102 188v30M298 188v30", p.dark, 4),
  jacket: (p) =>
    path(
      "M126 70 62 104 28 300l54 14 22-90v142h192V224l22 90 54-14-34-196-64-34c-18 20-42 28-74 28s-56-8-74-28Z",
      p.main,
    ) +
    path("M126 70c6 44 40 66 74 80 34-14 68-36 74-80-18-14-130-14-148 0Z", p.dark) +
    line("M200 150v214", p.deep, 5) +
    path("M128 250h48v64h-48zM224 250h48v64h-48z", p.dark, 'opacity=".55"') +
    disc(200, 190, 6, p.accent) +
    disc(200, 240, 6, p.accent) +
    disc(200, 290, 6, p.accent) +
    line("M96 96 84 220M304 96l12 124", p.light, 3),
  dress: (p) =>
    path(
      "M154 40v40c0 20 10 30 8 60l-14 40L70 364h260l-78-184-14-40c-2-30 8-40 8-60V40h-22c-2 26-10 40-24 40s-22-14-24-40Z",
      p.main,
    ) +
    path("M148 178h104l-6-18h-92Z", p.accent) +
    line("M178 190 130 362M200 190v172M222 190l48 172", p.dark, 5) +
    path("M252 180l78 184h-50c-6-80-20-140-28-184Z", p.dark, 'opacity=".45"'),
  towel: (p) =>
    path("M70 140c0-40 30-60 130-60s130 20 130 60v170c0 34-60 50-130 50S70 344 70 310Z", p.main) +
    path("M70 140c0 34 60 46 130 46s130-12 130-46v30c0 34-60 46-130 46S70 204 70 170Z", p.light) +
    path("M70 226c0 34 60 46 130 46s130-12 130-46v26c0 34-60 46-130 46S70 286 70 252Z", p.dark, 'opacity=".55"') +
    line("M90 330v28M120 340v28M150 346v28M250 346v28M280 340v28M310 330v28", p.accent, 7),
  gloves: (p) => {
    const hand =
      path(
        "M90 180c-4-40 4-92 18-92s14 40 16 70c0-40 0-96 18-96s16 52 18 96c2-36 6-82 20-80s12 60 10 100c8-30 24-40 34-30 12 12-18 70-40 100v60H96v-70c-4-20-4-38-6-58Z",
        p.main,
      ) +
      path("M96 278h88v82H96Z", p.accent) +
      line("M96 300h88M96 322h88", p.dark, 5);
    return moved("translate(150 6) rotate(6)", hand) + moved("translate(-14 0) rotate(-4)", hand);
  },
  cap: (p) =>
    path("M74 250c0-110 60-160 130-160s130 50 130 160c-60-26-200-26-260 0Z", p.main) +
    path("M204 90c80 0 130 60 130 160-20-8-40-14-60-17 0-70-20-123-70-143Z", p.dark, 'opacity=".5"') +
    path("M74 250c60-28 200-28 260 0 40 18 44 50 20 56-60-32-220-40-290-4-24-10-20-38 10-52Z", p.deep) +
    disc(204, 92, 13, p.accent) +
    line("M150 106c-16 40-22 80-22 126", p.light, 4),
  pants: (p) =>
    path("M112 48h176l26 318h-86L204 170h-8l-24 196H86Z", p.main) +
    path("M112 48h176l3 34H109Z", p.dark) +
    path("M288 48l26 318h-50L248 84Z", p.dark, 'opacity=".45"') +
    line("M200 84v74", p.deep, 5) +
    line("M128 92c4 30 20 40 34 42M272 92c-4 30-20 40-34 42", p.light, 4) +
    box(190, 52, 20, 26, 5, p.accent),
  shorts: (p) =>
    path("M98 100h204l34 200H222l-22-70-22 70H64Z", p.main) +
    path("M98 100h204l5 34H93Z", p.dark) +
    path("M302 100l34 200h-54l-22-160Z", p.dark, 'opacity=".45"') +
    line("M186 122c-4 30-10 40-8 60M214 122c4 30 10 40 8 60", p.accent, 7) +
    line("M76 280h102M222 280h104", p.light, 5),
  socks: (p) => moved("translate(70 10) rotate(4 200 200)", sock(p)) + moved("translate(-60 4)", sock(p)),
  romper: (p) =>
    path(
      "M144 66 80 100 56 176l42 16 18-24c4 60-8 100-20 150l8 44h72l24-70 24 70h72l8-44c-12-50-24-90-20-150l18 24 42-16-24-76-64-34c-10 20-30 30-56 30s-46-10-56-30Z",
      p.main,
    ) +
    line("M146 68c10 26 30 38 54 38s44-12 54-38", p.light, 8) +
    disc(200, 140, 7, p.accent) +
    disc(200, 174, 7, p.accent) +
    disc(200, 208, 7, p.accent) +
    path("M104 362h72l5-16h-80ZM224 362h72l3-16h-80Z", p.accent) +
    path("M240 230a26 26 0 1 1 1 0Z", p.light, 'opacity=".6"'),
  sandal: (p) =>
    moved(
      "translate(0 10)",
      sandalSole(p) +
        line("M150 262C160 200 240 190 286 264", p.accent, 30) +
        line("M96 268c20-60 60-70 90-16", p.accent, 22) +
        line("M150 252c40-14 100-14 136 6", p.deep, 3),
    ),
  shoe: (p) =>
    path("M56 322c-8-60 0-110 26-130 22 22 60 22 84-6 28 44 70 66 120 76 50 10 66 30 66 60Z", p.main) +
    path("M56 322c-4-34-4-70 8-100 36 10 60 40 62 100Z", p.dark) +
    line("M178 206l26-22M200 226l26-22M226 244l24-22", "#fff", 8) +
    path("M352 322c0-28-14-48-62-59-20 14-28 34-28 59Z", p.light) +
    line("M128 290c50 10 90-6 120-40", p.accent, 12) +
    sole(p),
  boot: (p) =>
    path("M110 60h120c2 60-4 110 2 140 40 26 104 20 112 90v32H106c8-90 8-170 4-262Z", p.main) +
    path("M110 60h120v34H112Z", p.light) +
    path("M232 200c40 26 104 20 112 90v32h-80c-2-50-20-90-32-122Z", p.dark, 'opacity=".5"') +
    line("M180 130h48M178 160h50M178 190h54", p.accent, 7) +
    path("M96 322h256v20c0 16-8 22-24 22H176l-10-10-60 10c-8-12-10-26-10-42Z", p.deep),
  backpack: (p) =>
    line("M160 84c0-60 80-60 80 0", p.deep, 13) +
    path("M92 160c0-60 40-88 108-88s108 28 108 88v166c0 28-14 38-40 38H132c-26 0-40-10-40-38Z", p.main) +
    path("M264 82c30 14 44 40 44 78v166c0 28-14 38-40 38h-30c30-60 40-180 26-282Z", p.dark, 'opacity=".5"') +
    box(124, 224, 152, 116, 22, p.dark) +
    line("M136 248h128", p.accent, 8) +
    line("M120 160h160", p.deep, 5) +
    box(190, 242, 20, 34, 6, p.accent) +
    path("M92 220H74v100h18ZM308 220h18v100h-18Z", p.dark),
  handbag: (p) =>
    line("M140 170c0-130 120-130 120 0", p.deep, 14) +
    path("M84 160h232l28 184c2 16-6 22-20 22H76c-14 0-22-6-20-22Z", p.main) +
    path("M316 160l28 184c2 16-6 22-20 22h-50c20-60 22-140 14-206Z", p.dark, 'opacity=".5"') +
    path("M84 160h232l8 54H76Z", p.light) +
    box(180, 196, 40, 46, 8, p.accent) +
    line("M70 346h260", p.dark, 4),
  pouch: (p) =>
    path("M60 170c0-20 10-30 30-30h220c20 0 30 10 30 30v150c0 26-14 40-40 40H100c-26 0-40-14-40-40Z", p.main) +
    path("M60 170c0-20 10-30 30-30h220c20 0 30 10 30 30v26H60Z", p.light) +
    line("M72 196h256", p.deep, 6) +
    box(288, 190, 16, 56, 8, p.accent) +
    path("M110 250h180v60H110Z", p.dark, 'opacity=".4"') +
    line("M96 140c-10-30-10-46 20-50h40", p.dark, 9),
  necklace: (p) =>
    line("M70 70c0 150 60 210 130 210s130-60 130-210", p.accent, 7) +
    line("M96 70c0 110 44 160 104 160s104-50 104-160", p.dark, 3) +
    path("M200 270c-34 30-44 56-44 70a44 34 0 0 0 88 0c0-14-10-40-44-70Z", p.main) +
    path("M200 296c-18 18-24 34-24 44a24 20 0 0 0 48 0c0-10-6-26-24-44Z", p.light) +
    disc(200, 268, 9, p.accent),
  ring: (p) =>
    ring(200, 250, 96, "#d5b064", 24) +
    ring(200, 250, 100, "#f2dba0", 5) +
    path("M200 60 138 104l62 76 62-76Z", p.main) +
    path("M138 104h124l-62 76Z", p.dark, 'opacity=".5"') +
    path("M200 60l-30 44h60Z", p.light) +
    line("M168 150l-14 20M232 150l14 20", "#d5b064", 12),
  earrings: (p) =>
    [110, 290]
      .map(
        (x) =>
          line(`M${x} 70v40`, "#b9bec6", 6) +
          ring(x, 170, 56, "#d5b064", 15) +
          path(`M${x} 226l-34 60 34 74 34-74Z`, p.main) +
          path(`M${x} 226l-34 60h68Z`, p.light) +
          disc(x, 66, 11, p.accent),
      )
      .join(""),
  watch: (p) =>
    path("M150 30h100l10 90H140ZM140 280h120l-10 90H150Z", p.main) +
    line("M164 50v56M236 50v56M164 296v56M236 296v56", p.dark, 4) +
    box(288, 188, 18, 26, 6, p.deep) +
    watchFace(p),
  watchband: (p) =>
    path("M110 40h64l8 150c2 50-2 110-8 180h-58c-10-90-14-220-6-330Z", p.main) +
    path("M226 40h64c8 110 4 240-6 330h-58c-6-70-10-130-8-180Z", p.dark) +
    box(104, 30, 78, 26, 8, p.accent) +
    [110, 150, 190, 230, 270].map((y) => oval(256, y, 8, 12, p.deep)).join("") +
    line("M128 90v240", p.light, 4),
} satisfies Record<string, Shape>;
