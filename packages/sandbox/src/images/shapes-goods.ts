import { box, disc, line, moved, oval, path, ring, shine, type Shape } from "./paint.ts";

const bud = (fill: string, dark: string): string =>
  path("M150 130c-40 0-54 40-40 70 8 20 28 24 34 40v80c0 24 34 24 34 0V190c14-30 4-60-28-60Z", fill) +
  oval(122, 170, 14, 22, dark) +
  line("M161 300v20", dark, 5);

export const goodsShapes = {
  headphones: (p) =>
    line("M76 250C60 60 340 60 324 250", p.dark, 34) +
    line("M80 240C70 80 330 80 320 240", p.main, 16) +
    box(48, 220, 78, 140, 34, p.main) +
    box(274, 220, 78, 140, 34, p.main) +
    box(104, 232, 34, 116, 17, p.deep) +
    box(262, 232, 34, 116, 17, p.deep) +
    disc(80, 290, 18, p.accent) +
    disc(320, 290, 18, p.accent),
  earbuds: (p) =>
    box(80, 210, 240, 156, 60, p.main) +
    path("M80 270c0-34 26-60 60-60h120c34 0 60 26 60 60Z", p.light) +
    line("M84 272h232", p.dark, 5) +
    disc(200, 312, 8, p.accent) +
    moved("translate(40 -96) scale(.86)", bud(p.light, p.deep)) +
    moved("translate(360 -96) scale(-.86 .86)", bud(p.light, p.deep)),
  speaker: (p) =>
    box(100, 50, 200, 318, 44, p.main) +
    path("M256 50c28 0 44 16 44 44v230c0 28-16 44-44 44h-20c20-60 30-240 20-318Z", p.dark, 'opacity=".5"') +
    disc(200, 256, 76, p.deep) +
    disc(200, 256, 56, p.dark) +
    disc(200, 256, 24, p.accent) +
    disc(200, 126, 40, p.deep) +
    disc(200, 126, 18, p.light) +
    line("M176 346h48", p.accent, 8),
  camera: (p) =>
    path("M120 360h160l-26-50H146Z", p.dark) +
    box(178, 260, 44, 60, 8, p.deep) +
    box(90, 60, 220, 220, 100, p.main) +
    shine("M110 160c0-50 30-86 70-92-30 26-46 60-46 100Z") +
    disc(200, 170, 76, "#20242c") +
    disc(200, 170, 52, "#323a48") +
    disc(200, 170, 28, "#12151b") +
    disc(216, 152, 11, "#9cc4ea") +
    disc(200, 262, 6, p.accent),
  fan: (p) =>
    path("M130 366c0-30 30-40 70-40s70 10 70 40Z", p.dark) +
    box(188, 270, 24, 64, 8, p.deep) +
    disc(200, 170, 136, p.light) +
    [0, 72, 144, 216, 288]
      .map((turn) => moved(`rotate(${turn} 200 170)`, path("M200 170c-46-30-46-90-8-112 40 10 40 70 8 112Z", p.main)))
      .join("") +
    disc(200, 170, 24, p.accent) +
    ring(200, 170, 136, p.dark, 12) +
    ring(200, 170, 92, p.dark, 3),
  projector: (p) =>
    path("M260 190 396 60v250Z", "#fff3c4", 'opacity=".6"') +
    box(50, 140, 220, 170, 34, p.main) +
    disc(230, 220, 58, p.deep) +
    disc(230, 220, 38, "#384252") +
    disc(242, 206, 12, "#bfe0ff") +
    line("M76 180h80M76 204h80M76 228h80", p.dark, 7) +
    disc(92, 276, 9, p.accent) +
    box(80, 308, 40, 30, 6, p.dark) +
    box(196, 308, 40, 30, 6, p.dark) +
    path("M60 338h200v24H60Z", p.dark, 'opacity=".25"'),
  phonecase: (p) =>
    moved(
      "rotate(-8 200 200)",
      box(110, 30, 180, 336, 38, p.dark) +
        box(118, 34, 170, 328, 34, p.main) +
        box(134, 52, 82, 84, 24, p.deep) +
        disc(158, 78, 17, "#1d2129") +
        disc(192, 110, 17, "#1d2129") +
        disc(192, 76, 9, p.light) +
        ring(203, 226, 50, p.light, 9) +
        line("M203 286v30", p.light, 9) +
        path("M118 330V60c30 90 40 190 16 300-10-4-16-14-16-30Z", "#fff", 'opacity=".16"'),
    ),
  cable: (p) =>
    line("M120 330C30 250 60 110 160 110s60 130 140 130 70-110 10-140", p.main, 18) +
    line("M120 330C30 250 60 110 160 110s60 130 140 130 70-110 10-140", p.light, 3) +
    moved("rotate(-40 310 90)", box(286, 30, 50, 74, 12, p.deep) + box(298, 4, 26, 30, 5, "#b9bec6")) +
    moved("rotate(40 120 330)", box(96, 300, 50, 70, 12, p.deep) + box(106, 366, 30, 26, 5, "#b9bec6")) +
    box(146, 96, 30, 28, 8, p.accent),
  stand: (p) =>
    path("M90 366h220l-20-26H110Z", p.dark) +
    path("M180 340 130 90l40-8 60 258Z", p.deep) +
    moved(
      "rotate(-12 200 170)",
      box(120, 50, 180, 240, 18, "#23272f") +
        box(132, 62, 156, 216, 10, p.light) +
        path("M132 220c50-60 90-40 156-70v118a10 10 0 0 1-10 10H142a10 10 0 0 1-10-10Z", p.main) +
        disc(240, 110, 24, p.accent),
    ) +
    box(104, 290, 170, 24, 12, p.main),
  powerbank: (p) =>
    moved(
      "rotate(-10 200 210)",
      box(110, 50, 180, 310, 34, p.main) +
        path("M250 50c26 0 40 14 40 34v242c0 20-14 34-40 34h-16c24-70 28-220 16-310Z", p.dark, 'opacity=".5"') +
        box(140, 84, 120, 64, 14, p.deep) +
        line("M160 116h40", p.accent, 14) +
        line("M216 116h24", p.light, 14) +
        [0, 1, 2, 3].map((at) => disc(160 + at * 26, 320, 6, p.light)).join("") +
        line("M210 190l-30 50h40l-24 46", p.light, 11),
    ),
  charger: (p) =>
    oval(200, 320, 150, 46, p.dark) +
    oval(200, 304, 150, 46, p.main) +
    oval(200, 300, 104, 30, p.light) +
    oval(200, 300, 60, 16, p.accent) +
    moved(
      "rotate(8 200 170)",
      box(128, 60, 150, 220, 22, "#23272f") +
        box(138, 70, 130, 200, 14, "#3a4252") +
        path("M210 120l-30 56h36l-20 52", p.accent, 'opacity=".95"'),
    ) +
    line("M60 320c-40 10-50 30-50 50", p.deep, 8),
  keyboard: (p) =>
    moved(
      "translate(0 60) skewX(-6)",
      box(50, 120, 330, 150, 20, p.dark) +
        box(50, 108, 330, 150, 20, p.main) +
        [0, 1, 2]
          .map((row) =>
            Array.from({ length: 9 }, (_, at) =>
              box(66 + at * 34, 122 + row * 34, 28, 28, 6, (at + row) % 7 === 3 ? p.accent : p.light),
            ).join(""),
          )
          .join("") +
        box(66, 224, 60, 24, 6, p.light) +
        box(132, 224, 150, 24, 6, p.light) +
        box(288, 224, 78, 24, 6, p.accent),
    ),
  mouse: (p) =>
    line("M200 90c0-60 60-30 60-80", p.deep, 7) +
    path("M110 200c0-80 40-120 90-120s90 40 90 120v60c0 70-40 108-90 108s-90-38-90-108Z", p.main) +
    path("M290 200v60c0 70-40 108-90 108 50-60 60-190 30-282 40 14 60 52 60 114Z", p.dark, 'opacity=".45"') +
    line("M200 82v112M112 206h176", p.deep, 4) +
    box(188, 120, 24, 54, 12, p.accent),
  notebook: (p) =>
    box(110, 50, 220, 316, 14, "#efe9dc") +
    box(96, 44, 220, 316, 14, p.main) +
    box(96, 44, 44, 316, 14, p.dark) +
    box(166, 110, 120, 80, 8, p.light) +
    line("M184 138h84M184 162h56", p.deep, 6) +
    box(286, 44, 14, 316, 0, p.accent) +
    line("M118 80v240", p.light, 3) +
    path("M230 360h20v36l-10-10-10 10Z", p.accent),
  pen: (p) =>
    [-16, 0, 16]
      .map((turn, at) =>
        moved(
          `translate(${(at - 1) * 70} 0) rotate(${turn} 200 300)`,
          box(182, 90, 36, 200, 10, [p.main, p.accent, p.dark][at] ?? p.main) +
            path("M182 290h36l-14 62h-8Z", "#e9ddc7") +
            path("M194 340h12l-4 26h-4Z", p.deep) +
            box(182, 60, 36, 40, 12, p.light) +
            box(210, 66, 12, 90, 6, "#b9bec6"),
        ),
      )
      .join(""),
} satisfies Record<string, Shape>;
