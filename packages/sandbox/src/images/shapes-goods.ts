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
  dropper: (p) =>
    box(172, 20, 56, 84, 26, p.deep) +
    box(156, 96, 88, 44, 8, "#d5b064") +
    path("M156 138h88c0 26 46 30 46 70v118c0 28-14 40-40 40H150c-26 0-40-12-40-40V208c0-40 46-44 46-70Z", p.main) +
    path("M118 250c60-20 104 20 164 0v76c0 22-12 32-34 32h-96c-22 0-34-10-34-32Z", p.accent, 'opacity=".7"') +
    box(140, 226, 120, 90, 8, "#fffdf6") +
    line("M160 254h80M172 280h56", p.deep, 6) +
    shine("M122 210c2-20 14-30 26-38v60h-26Z"),
  sheet: (p) =>
    path("M100 40h200v20l-12 300H112L100 60Z", p.light) +
    path("M100 40h200l-2 44H102ZM108 330h184l-2 32H110Z", p.main) +
    path("M200 116c50 0 74 34 74 84 0 56-34 104-74 104s-74-48-74-104c0-50 24-84 74-84Z", "#fff") +
    oval(172, 190, 17, 9, p.dark) +
    oval(228, 190, 17, 9, p.dark) +
    path("M180 250c12 12 28 12 40 0-12 22-28 22-40 0Z", p.accent) +
    line("M200 200l-8 28h14", p.dark, 4),
  lipstick: (p) =>
    box(140, 220, 120, 146, 12, p.deep) +
    box(152, 170, 96, 60, 6, "#d5b064") +
    path("M164 172V90c0-20 50-50 72-50v132Z", p.main) +
    path("M206 52c12-8 22-12 30-12v132h-24Z", p.dark, 'opacity=".5"') +
    line("M156 250v96", "#ffffff55", 8) +
    path("M60 330c30-30 50-30 60-10-20 20-40 30-60 10ZM290 340c30-40 60-30 60-6-20 24-40 26-60 6Z", p.main),
  polish: (p) =>
    [
      [120, p.main, p.deep],
      [270, p.accent, p.dark],
    ]
      .map(([x = 0, fill = "", cap = ""]) => {
        const at = Number(x);
        return (
          path(`M${at - 22} 60h44l6 130h-56Z`, String(cap)) +
          box(at - 62, 186, 124, 180, 34, String(fill)) +
          shine(`M${at - 48} 230c0-16 6-24 14-28v130c-10-4-14-10-14-22Z`) +
          box(at - 30, 250, 60, 40, 6, "#fffdf6")
        );
      })
      .join(""),
  dryer: (p) =>
    path("M60 120c0-50 40-80 90-80h150c30 0 50 24 50 60v60c0 36-20 60-50 60H150c-50 0-90-30-90-100Z", p.main) +
    box(330, 74, 40, 130, 10, p.deep) +
    disc(140, 130, 56, p.dark) +
    disc(140, 130, 38, p.deep) +
    ring(140, 130, 24, p.light, 4) +
    path("M160 216h90l-24 140c-4 14-50 14-54 0Z", p.dark) +
    box(190, 240, 26, 54, 12, p.accent) +
    line("M200 366c0 20 30 10 30 30", p.deep, 8) +
    line("M210 70h90", p.light, 8),
  massager: (p) =>
    path("M120 60h160c30 0 44 20 44 46s-14 46-44 46H120c-30 0-44-20-44-46s14-46 44-46Z", p.main) +
    box(30, 84, 56, 44, 10, p.deep) +
    disc(40, 106, 36, p.accent) +
    path("M210 146h76l20 200c2 14-4 22-18 22h-48c-14 0-18-8-18-22Z", p.dark) +
    line("M140 106h120", p.light, 8) +
    box(236, 190, 36, 60, 16, p.deep) +
    disc(254, 206, 7, p.accent),
  diffuser: (p) =>
    line("M190 80c-30-20 20-40-6-66M220 90c-20-20 30-40 6-70", "#fff", 9) +
    path(
      "M200 90c20 20 24 40 50 60 40 30 70 80 70 130 0 60-50 88-120 88S80 340 80 280c0-50 30-100 70-130 26-20 30-40 50-60Z",
      p.main,
    ) +
    path("M320 280c0 60-50 88-120 88-60 0-110-18-118-70 60 30 180 30 238-18Z", p.dark) +
    oval(200, 104, 16, 8, p.deep) +
    disc(200, 330, 10, p.accent) +
    shine("M120 240c10-30 30-50 50-64-10 30-26 60-30 100-14 0-24-14-20-36Z"),
  blocks: (p) =>
    box(60, 250, 116, 116, 14, p.main) +
    box(192, 250, 116, 116, 14, p.accent) +
    box(126, 122, 116, 116, 14, p.dark) +
    path("M184 62l56 60h-112Z", p.light) +
    line("M100 290h36M118 290v40", "#fff", 9) +
    disc(250, 308, 26, "#fff").replace("/>", ' opacity=".75"/>') +
    path("M184 152l28 50h-56Z", "#fff", 'opacity=".75"') +
    disc(340, 336, 30, p.light),
  teddy: (p) =>
    disc(124, 84, 40, p.main) +
    disc(276, 84, 40, p.main) +
    disc(124, 84, 22, p.light) +
    disc(276, 84, 22, p.light) +
    oval(200, 300, 92, 74, p.main) +
    oval(104, 270, 34, 50, p.dark) +
    oval(296, 270, 34, 50, p.dark) +
    oval(130, 346, 46, 30, p.dark) +
    oval(270, 346, 46, 30, p.dark) +
    oval(200, 310, 54, 46, p.light) +
    disc(200, 150, 104, p.main) +
    oval(200, 182, 50, 38, p.light) +
    disc(160, 132, 11, "#23272f") +
    disc(240, 132, 11, "#23272f") +
    oval(200, 166, 17, 12, "#23272f") +
    line("M200 178v14M180 200c10 10 30 10 40 0", "#23272f", 5) +
    path("M150 250l50 18 50-18v44l-50-18-50 18Z", p.accent),
  puzzle: (p) => {
    const piece = "M0 0h50c-16-34 46-34 30 0h50v50c34-16 34 46 0 30v50H80c16-34-46-34-30 0H0V80c34 16 34-46 0-30Z";
    return (
      moved("translate(66 90)", path(piece, p.main)) +
      moved("translate(204 90)", path(piece, p.accent)) +
      moved("translate(66 228)", path(piece, p.light)) +
      moved("translate(222 246) rotate(12)", path(piece, p.dark))
    );
  },
  rollmat: (p) =>
    path("M120 230h220c20 0 30 12 30 30v96H120Z", p.light) +
    path("M120 120h190v240H120Z", p.main) +
    line("M160 120v240M270 120v240", p.accent, 14) +
    oval(120, 240, 70, 122, p.dark) +
    `<ellipse cx="120" cy="240" rx="50" ry="92" fill="none" stroke="${p.light}" stroke-width="7"/><ellipse cx="120" cy="240" rx="28" ry="54" fill="none" stroke="${p.light}" stroke-width="7"/>` +
    oval(120, 240, 9, 18, p.deep) +
    path("M310 120c40 10 60 60 60 120v116h-60Z", p.dark, 'opacity=".35"'),
  dumbbell: (p) =>
    moved(
      "rotate(-18 200 230)",
      box(110, 216, 180, 32, 14, "#9aa2ab") +
        line("M150 218v28M170 218v28M190 218v28M210 218v28M230 218v28M250 218v28", "#6d747d", 3) +
        box(50, 150, 70, 164, 24, p.main) +
        box(26, 176, 34, 112, 14, p.dark) +
        box(280, 150, 70, 164, 24, p.main) +
        box(340, 176, 34, 112, 14, p.dark) +
        shine("M62 170h14v120H62ZM292 170h14v120h-14Z") +
        box(76, 214, 28, 36, 6, p.accent) +
        box(296, 214, 28, 36, 6, p.accent),
    ),
  ball: (p) =>
    disc(200, 220, 150, p.main) +
    path("M350 220a150 150 0 0 1-240 120c120 10 200-80 196-226 28 28 44 62 44 106Z", p.dark, 'opacity=".45"') +
    line("M62 170c90 40 190 40 276 0M52 240c90 40 206 40 296 0M90 314c70 26 150 26 220 0", p.light, 6) +
    oval(140, 140, 34, 22, "#fff").replace("/>", ' opacity=".45" transform="rotate(-35 140 140)"/>') +
    disc(200, 220, 13, p.accent),
  tent: (p) =>
    path("M200 70 30 356h340Z", p.main) +
    path("M200 70l170 286H260Z", p.dark) +
    path("M200 150l-70 206h140Z", p.deep) +
    path("M200 150l-70 206h46Z", p.accent) +
    path("M200 150l70 206h-40Z", p.light) +
    line("M200 70V44M30 356l-20 10M370 356l20 10", p.deep, 6) +
    path("M200 44l40 12-40 14Z", p.accent),
  chair: (p) =>
    line("M110 60l40 200M290 60l-40 200M110 366l170-130M290 366 120 236M80 190h60M320 190h-60", "#6d747d", 13) +
    path("M108 50h184l-24 160H132Z", p.main) +
    path("M292 50l-24 160h-50l14-160Z", p.dark, 'opacity=".45"') +
    path("M116 220h168l20 50c-60 24-148 24-208 0Z", p.dark) +
    box(60, 180, 90, 22, 11, p.accent) +
    box(250, 180, 90, 22, 11, p.accent) +
    ring(316, 170, 17, p.deep, 6),
  wheel: (p) =>
    ring(200, 210, 136, p.main, 44) +
    ring(200, 210, 152, p.dark, 8) +
    `<circle cx="200" cy="210" r="120" fill="none" stroke="${p.light}" stroke-width="4" stroke-dasharray="8 10"/>` +
    path("M90 190h220v40c-50 0-70 30-76 100h-68c-6-70-26-100-76-100Z", "#3a3f48") +
    disc(200, 220, 40, "#565d68") +
    disc(200, 220, 20, p.accent) +
    line("M82 140c12-24 30-42 50-54M318 140c-12-24-30-42-50-54", p.accent, 12),
} satisfies Record<string, Shape>;
