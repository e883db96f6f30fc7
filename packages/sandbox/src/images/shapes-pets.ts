import { box, disc, line, moved, oval, path, ring, shine, type Shape } from "./paint.ts";

/** Pets, tools and bathroom. */
export const petShapes = {
  bowl: (p) =>
    path("M60 190h280c0 90-30 176-140 176S60 280 60 190Z", p.main) +
    path("M340 190c0 90-30 176-140 176 60-40 80-110 74-176Z", p.dark, 'opacity=".45"') +
    oval(200, 190, 140, 40, p.light) +
    oval(200, 194, 116, 29, "#a9774e") +
    [150, 180, 210, 240, 165, 225].map((x, at) => disc(x, 186 + (at % 3) * 8, 12, "#c8935f")).join("") +
    path("M200 318c-14-16-40-6-30 14 6 12 20 18 30 26 10-8 24-14 30-26 10-20-16-30-30-14Z", p.accent),
  fountain: (p) =>
    path("M70 220h260v110c0 26-14 38-40 38H110c-26 0-40-12-40-38Z", p.main) +
    oval(200, 220, 130, 34, p.light) +
    oval(200, 222, 108, 24, "#8fc6e8") +
    box(178, 110, 44, 106, 16, p.dark) +
    oval(200, 112, 40, 14, p.accent) +
    line("M200 96c-40-40-90 0-80 100M200 96c40-40 90 0 80 100", "#a8d7f2", 9) +
    path("M270 236h60v94c0 26-14 38-40 38h-40c20-40 26-90 20-132Z", p.dark, 'opacity=".4"') +
    disc(140, 320, 10, p.accent),
  pettoy: (p) =>
    box(190, 120, 20, 240, 9, "#c9a878") +
    box(110, 346, 180, 22, 11, p.dark) +
    disc(200, 110, 60, p.main) +
    disc(180, 96, 60, p.light).replace("/>", ' opacity=".35"/>') +
    line("M150 90c30 30 70 30 100 0M160 140c26-14 54-14 80 0", p.accent, 6) +
    line("M256 120c60 10 70 50 60 90", p.deep, 4) +
    path("M316 206c-24 20-20 50-4 60 18-10 24-44 4-60Z", p.accent) +
    path("M312 210c10 26 30 30 44 24-4-20-22-34-44-24Z", "#eec65a"),
  bone: (p) =>
    moved(
      "rotate(-28 200 210)",
      path(
        "M110 170a44 44 0 1 1 34-58c6 20 24 36 44 36h64c20 0 38-16 44-36a44 44 0 1 1 34 58c-24 8-24 66 0 80a44 44 0 1 1-34 58c-6-20-24-34-44-34h-64c-20 0-38 14-44 34a44 44 0 1 1-34-58c24-14 24-72 0-80Z",
        p.main,
      ) + line("M150 190h110M150 216h110", p.light, 7),
    ) +
    disc(300, 320, 40, p.accent) +
    line("M270 300c20 12 40 12 60 0M270 340c20-12 40-12 60 0", "#fff", 5),
  petbed: (p) =>
    oval(200, 280, 166, 88, p.dark) +
    oval(200, 262, 166, 88, p.main) +
    oval(200, 256, 118, 52, p.light) +
    path(
      "M34 262c0 50 76 88 166 88 40 0 80-8 110-22-60-10-150-60-170-160-60 14-106 50-106 94Z",
      p.dark,
      'opacity=".22"',
    ) +
    path("M150 250c10-30 90-34 110 0 4 20-110 24-110 0Z", p.accent) +
    disc(160, 236, 22, "#8a6244") +
    disc(150, 218, 8, "#8a6244") +
    disc(172, 216, 8, "#8a6244"),
  collar: (p) =>
    `<ellipse cx="200" cy="210" rx="140" ry="120" fill="none" stroke="${p.dark}" stroke-width="46"/>` +
    `<ellipse cx="200" cy="202" rx="140" ry="120" fill="none" stroke="${p.main}" stroke-width="40"/>` +
    `<ellipse cx="200" cy="202" rx="140" ry="120" fill="none" stroke="${p.light}" stroke-width="5" stroke-dasharray="10 12"/>` +
    box(150, 60, 100, 50, 14, p.deep) +
    box(168, 72, 64, 26, 6, p.light) +
    ring(200, 336, 15, "#b9bec6", 7) +
    disc(200, 362, 22, p.accent),
  brush: (p) =>
    moved(
      "rotate(-30 200 210)",
      box(180, 190, 40, 180, 20, p.main) +
        shine("M188 210h10v140h-10Z") +
        path(
          "M130 60h140c14 0 20 10 16 26l-20 96c-4 16-12 22-28 22h-76c-16 0-24-6-28-22l-20-96c-4-16 2-26 16-26Z",
          p.dark,
        ) +
        [146, 166, 186, 206, 226, 246].map((x) => line(`M${x} 40v70`, p.light, 7)).join("") +
        box(126, 96, 148, 34, 12, p.accent),
    ),
  wrench: (p) =>
    moved(
      "rotate(40 200 200)",
      path(
        "M176 130c-50-20-60-80-26-116v60l50 26 50-26V14c34 36 24 96-26 116v150c50 20 50 90 0 106h-48c-50-16-50-86 0-106Z",
        "#aab1ba",
      ) +
        box(172, 150, 56, 150, 26, p.main) +
        line("M200 170v110", p.light, 6) +
        disc(200, 338, 18, "#6d747d"),
    ) +
    moved(
      "rotate(-40 200 200)",
      box(188, 40, 24, 150, 6, "#c3c9d0") +
        path("M188 40h24l-6-26h-12Z", "#8f97a0") +
        box(168, 190, 64, 170, 28, p.accent) +
        line("M186 210v130M214 210v130", "#00000033", 6),
    ),
  drill: (p) =>
    path("M40 150h70v20H40Z", "#9aa2ab") +
    path("M20 156h30v8H20Z", "#6d747d") +
    path("M110 120h180c34 0 50 20 50 46s-16 44-50 44H110c-12 0-18-8-18-18v-54c0-10 6-18 18-18Z", p.main) +
    path("M230 200h76l24 130h-80Z", p.dark) +
    box(226, 316, 130, 54, 14, p.deep) +
    line("M130 146h120", p.light, 8) +
    box(196, 206, 34, 48, 10, p.accent) +
    line("M260 150v40M276 150v40M292 150v40", p.dark, 5),
  shower: (p) =>
    line("M280 366V180c0-60-30-90-80-90", "#aab1ba", 22) +
    path("M60 150c0-40 40-70 90-70s90 30 90 70Z", p.main) +
    box(52, 146, 196, 22, 11, p.accent) +
    [80, 110, 140, 170, 200, 226]
      .map((x, at) => line(`M${x} 184l${(x - 150) / 6} ${90 + (at % 2) * 40}`, "#9fd0ec", 6))
      .join("") +
    shine("M90 130c6-20 24-34 44-38-14 12-20 24-22 38Z"),
  jar: (p) =>
    box(96, 150, 208, 216, 34, p.main) +
    box(84, 92, 232, 78, 22, p.dark) +
    line("M100 112v40M130 112v40M160 112v40M190 112v40M220 112v40M250 112v40M280 112v40", p.deep, 3) +
    box(124, 214, 152, 100, 12, "#fbf8f1") +
    line("M150 246h100M164 274h72", p.accent, 8) +
    shine("M108 190c0-14 6-20 14-24v180c-8-4-14-10-14-20Z"),
} satisfies Record<string, Shape>;
