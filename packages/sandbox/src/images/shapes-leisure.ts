import { box, disc, line, moved, oval, path, ring, shine, type Shape } from "./paint.ts";

/** Beauty, toys, sports and cars. */
export const leisureShapes = {
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
