import { box, disc, line, moved, oval, path, ring, shine, type Shape } from "./paint.ts";

const flame = (x: number, y: number): string =>
  path(`M${x} ${y}c-16-20-10-40 0-58 10 18 16 38 0 58Z`, "#f2a93b") +
  path(`M${x} ${y - 4}c-7-10-4-20 0-28 4 8 7 18 0 28Z`, "#fff2b8");
const leaf = (x: number, y: number, turn: number, fill: string): string =>
  moved(
    `translate(${x} ${y}) rotate(${turn})`,
    path("M0 0C-34-30-34-100 0-130 34-100 34-30 0 0Z", fill) + line("M0-6V-112", "#3c6b46", 3),
  );
const glow = (x: number, y: number, radius: number): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="#ffe7a8" opacity=".45"/>`;

export const homeShapes = {
  mug: (p) =>
    line("M284 170c70-10 70 120-6 116", p.dark, 24) +
    path("M92 120h200v190c0 40-24 54-60 54h-80c-36 0-60-14-60-54Z", p.main) +
    oval(192, 120, 100, 24, p.deep) +
    oval(192, 124, 86, 17, "#6b4a35") +
    path("M264 130h28v180c0 40-24 54-60 54 26-50 36-150 32-234Z", p.dark, 'opacity=".45"') +
    box(120, 220, 120, 30, 15, p.accent) +
    line("M150 80c-14-20 14-30 0-50M210 80c-14-20 14-30 0-50", "#fff", 6),
  bottle: (p) =>
    box(160, 26, 80, 56, 14, p.deep) +
    path("M150 80h100c0 30 30 36 30 80v170c0 26-14 36-36 36h-88c-22 0-36-10-36-36V160c0-44 30-50 30-80Z", p.main) +
    shine("M140 150c-6 10-6 20-6 30v120h18V130c-6 6-10 12-12 20Z") +
    box(120, 220, 160, 64, 0, p.accent) +
    line("M150 252h100", "#fff", 8) +
    box(172, 14, 56, 18, 9, p.dark),
  mat: (p) =>
    moved(
      "translate(0 30) skewX(-8)",
      box(70, 110, 280, 200, 26, p.dark) +
        box(70, 98, 280, 200, 26, p.main) +
        [0, 1, 2, 3]
          .map((row) =>
            [0, 1, 2, 3, 4]
              .map((column) => ring(120 + column * 46, 136 + row * 42, 14, row % 2 === 0 ? p.light : p.accent, 5))
              .join(""),
          )
          .join(""),
    ),
  pan: (p) =>
    moved("rotate(24 170 220)", box(270, 200, 160, 34, 17, p.deep)) +
    disc(170, 220, 136, p.dark) +
    disc(170, 212, 136, p.main) +
    disc(170, 212, 108, p.deep) +
    path("M170 104a108 108 0 0 1 92 52C220 130 150 130 90 156a108 108 0 0 1 80-52Z", "#fff", 'opacity=".12"') +
    disc(150, 210, 34, "#fdf6e3") +
    disc(154, 208, 15, "#f0b429"),
  utensil: (p) =>
    moved(
      "rotate(-16 200 220)",
      path("M120 50c44 20 56 90 52 180h-46c-14-60-16-120-6-180Z", "#d9dde2") +
        path("M146 60c20 40 26 90 26 170h-16Z", "#b5bbc3") +
        box(126, 230, 46, 130, 18, p.main) +
        disc(149, 262, 6, p.light) +
        disc(149, 300, 6, p.light),
    ) +
    moved(
      "rotate(14 270 220)",
      box(226, 60, 80, 120, 20, p.accent) +
        line("M250 84v70M266 84v70M282 84v70", "#fff", 6) +
        box(254, 178, 24, 180, 12, p.dark),
    ),
  box: (p) =>
    path("M60 150 200 90l140 60v160l-140 60-140-60Z", p.main) +
    path("M200 210v160l140-60V150Z", p.dark) +
    path("M60 150 200 90l140 60-140 60Z", p.light) +
    path("M90 200l80 34v50l-80-34Z", p.dark, 'opacity=".5"') +
    box(112, 232, 34, 12, 6, p.accent) +
    line("M228 240l84-36M228 290l84-36", p.deep, 4),
  basket: (p) =>
    line("M90 160c10-120 210-120 220 0", p.deep, 12) +
    path("M64 160h272l-28 180c-4 18-12 24-30 24H122c-18 0-26-6-30-24Z", p.main) +
    [196, 232, 268, 304, 340]
      .map((y) => line(`M${70 + (y - 160) / 6} ${y}h${260 - (y - 160) / 3}`, p.dark, 5))
      .join("") +
    line("M120 170l16 190M170 170l8 190M230 170l-8 190M280 170l-16 190", p.light, 5) +
    box(56, 146, 288, 30, 15, p.accent),
  shelf: (p) =>
    box(80, 60, 14, 310, 5, p.deep) +
    box(306, 60, 14, 310, 5, p.deep) +
    [110, 210, 310].map((y) => box(70, y, 260, 18, 6, p.main) + box(70, y + 14, 260, 6, 3, p.dark)).join("") +
    box(110, 64, 44, 46, 6, p.accent) +
    box(162, 76, 34, 34, 6, p.light) +
    box(230, 158, 60, 52, 8, p.accent) +
    disc(140, 188, 22, p.dark) +
    box(120, 262, 90, 48, 6, p.light) +
    leaf(268, 310, 0, "#6fa37a"),
  pillow: (p) =>
    path("M60 110c50 14 230 14 280 0 16 50 16 170 0 220-50-14-230-14-280 0-16-50-16-170 0-220Z", p.main) +
    path("M340 110c16 50 16 170 0 220-30-8-80-12-130-12 80-30 116-110 130-208Z", p.dark, 'opacity=".45"') +
    line("M110 150l180 140M290 150 110 290M200 128v184M90 220h220", p.light, 5) +
    disc(200, 220, 15, p.accent),
  rug: (p) =>
    moved(
      "translate(0 20) skewX(-14)",
      box(100, 110, 260, 210, 8, p.dark) +
        box(100, 102, 260, 210, 8, p.main) +
        box(122, 124, 216, 166, 4, p.light) +
        box(136, 138, 188, 138, 4, p.main) +
        path("M230 150l54 57-54 57-54-57Z", p.accent) +
        path("M230 178l28 29-28 29-28-29Z", p.light) +
        [112, 142, 172, 202, 232, 262, 292, 322, 348].map((x) => line(`M${x} 314v20`, p.light, 5)).join(""),
    ),
  vase: (p) =>
    leaf(196, 130, -24, "#8fb08a") +
    leaf(206, 130, 22, "#6fa37a") +
    leaf(200, 124, 0, "#7da889") +
    path("M164 110h72c-4 50 74 80 74 160 0 66-40 96-110 96S90 336 90 270c0-80 78-110 74-160Z", p.main) +
    path("M236 110c-4 50 74 80 74 160 0 66-40 96-110 96 60-40 80-150 10-256Z", p.dark, 'opacity=".45"') +
    oval(200, 110, 38, 10, p.deep) +
    line("M98 246c60 24 144 24 204 0", p.accent, 10),
  plant: (p) =>
    leaf(200, 210, -48, "#5c9a72") +
    leaf(200, 210, 46, "#6fae83") +
    leaf(200, 200, -20, "#74b389") +
    leaf(200, 200, 20, "#4f8a65") +
    leaf(200, 196, 0, "#86c49a") +
    path("M110 200h180l-22 150c-2 12-8 18-20 18h-96c-12 0-18-6-20-18Z", p.main) +
    path("M290 200l-22 150c-2 12-8 18-20 18h-40c26-40 36-110 34-168Z", p.dark, 'opacity=".5"') +
    box(98, 188, 204, 34, 10, p.light) +
    line("M128 280h140", p.accent, 8),
  candle: (p) =>
    [
      [110, 160, 66],
      [200, 100, 66],
      [288, 200, 60],
    ]
      .map(
        ([x = 0, y = 0, w = 0], at) =>
          glow(x, y - 30, 60) +
          box(x - w / 2, y, w, 366 - y, 10, at === 1 ? p.main : p.light) +
          path(`M${x + w / 6} ${y + 6}h${w / 3}v${354 - y}h-${w / 3}Z`, p.dark, 'opacity=".3"') +
          oval(x, y + 4, w / 2, 9, p.dark) +
          line(`M${x} ${y}v-14`, "#444", 4) +
          flame(x, y - 12),
      )
      .join("") + box(60, 352, 282, 18, 9, p.accent),
  frame: (p) =>
    box(70, 60, 260, 310, 8, p.deep) +
    box(84, 74, 232, 282, 4, "#fbf8f1") +
    `<clipPath id="f"><rect x="108" y="100" width="184" height="230"/></clipPath><g clip-path="url(#f)">` +
    box(108, 100, 184, 230, 0, p.light) +
    disc(236, 164, 38, p.accent) +
    path("M108 300c50-90 80-90 110-30 30-50 60-30 80 10v60H108Z", p.main) +
    path("M108 330c60-60 120-50 190-10v20H108Z", p.dark) +
    "</g>",
  lamp: (p) =>
    glow(200, 170, 150) +
    path("M140 60h120l50 130H90Z", p.main) +
    path("M260 60l50 130h-70l-16-130Z", p.dark, 'opacity=".4"') +
    path("M90 190h220v10H90Z", p.light) +
    box(190, 200, 20, 130, 6, p.deep) +
    path("M120 366c0-30 30-44 80-44s80 14 80 44Z", p.dark) +
    line("M256 200v46", p.accent, 4) +
    disc(256, 252, 8, p.accent),
  nightlight: (p) =>
    glow(200, 190, 170) +
    path("M200 80c90 0 140 50 140 110H60c0-60 50-110 140-110Z", p.main) +
    path("M200 80c90 0 140 50 140 110h-70c0-50-30-90-70-110Z", p.dark, 'opacity=".35"') +
    path("M150 190h100l16 140c2 24-16 36-66 36s-68-12-66-36Z", p.light) +
    disc(150, 140, 14, p.light) +
    disc(216, 120, 18, p.light) +
    disc(270, 158, 12, p.light) +
    box(170, 330, 60, 12, 6, p.accent),
  pendant: (p) =>
    line("M200 10v100", p.deep, 6) +
    box(176, 96, 48, 26, 8, p.deep) +
    glow(200, 290, 120) +
    path("M200 110c90 0 150 70 156 160H44c6-90 66-160 156-160Z", p.main) +
    path("M200 110c90 0 150 70 156 160H270c-6-90-30-140-70-160Z", p.dark, 'opacity=".45"') +
    oval(200, 270, 156, 26, p.deep) +
    oval(200, 272, 140, 20, "#fff3cf") +
    disc(200, 290, 28, "#ffe08a"),
  strip: (p) =>
    ring(200, 210, 140, p.dark, 30) +
    ring(200, 206, 140, p.main, 30) +
    ring(200, 206, 96, p.light, 26) +
    Array.from({ length: 20 }, (_, at) => {
      const turn = (at * Math.PI) / 10;
      return disc(
        Math.round(200 + 140 * Math.cos(turn)),
        Math.round(206 + 140 * Math.sin(turn)),
        9,
        ["#ff6b6b", "#ffd166", "#6bd6a8", "#6ba8ff"][at % 4] ?? p.accent,
      );
    }).join("") +
    line("M330 260l50 60", p.deep, 9) +
    box(350, 310, 46, 34, 8, p.deep),
  torch: (p) =>
    path("M60 150 20 60h110l40 90Z", "#ffe9ad", 'opacity=".7"') +
    moved(
      "rotate(30 200 220)",
      box(70, 150, 120, 130, 20, p.deep) +
        box(84, 164, 24, 102, 10, "#fff1c4") +
        box(180, 176, 190, 78, 18, p.main) +
        shine("M190 186h170v16H190Z") +
        box(220, 190, 40, 20, 10, p.accent) +
        line("M290 180v70M310 180v70M330 180v70", p.dark, 5),
    ),
} satisfies Record<string, Shape>;
