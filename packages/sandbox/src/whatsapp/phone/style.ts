export const PHONE_CSS = `
body.phone-page{max-width:560px}#who{display:flex;align-items:end}#who label{flex:1;min-width:180px}
.device{border:1px solid var(--line);border-radius:18px;background:var(--card);overflow:hidden;display:flex;flex-direction:column}
.top{display:flex;gap:10px;align-items:center;padding:10px 14px;border-bottom:1px solid var(--line)}.top small{flex:1;color:var(--soft)}
#log{height:min(56vh,520px);overflow-y:auto;background:light-dark(#efeae2,#111b21)}#chat{display:flex;flex-direction:column;gap:8px;margin:0;padding:14px;list-style:none}#chat li{display:flex}#chat li.mine{justify-content:flex-end}
.bubble{max-width:82%;min-width:90px;padding:7px 10px;border-radius:10px;background:light-dark(#fff,#26333b);overflow-wrap:anywhere;white-space:pre-wrap;position:relative}
.bubble.mine{--soft:light-dark(#4b5563,#c3d3cd);background:light-dark(#d9fdd3,#0b4f3f)}.bubble img,.bubble video{display:block;max-width:100%;border-radius:8px;margin-bottom:4px}.bubble audio{width:230px;max-width:100%}
.bubble small{display:block;color:var(--soft);font-size:12px;margin-top:2px}.bubble .quoted{border-left:3px solid var(--act);padding-left:8px;margin-bottom:4px;color:var(--soft);font-size:13px}
.bubble .foot{text-align:right}.ticks.read{color:light-dark(#0a7cc4,#53bdeb);font-weight:700}.bubble.gone{font-style:italic;color:var(--soft)}
.taps{display:grid;gap:4px;margin-top:6px}.taps button{padding:6px 10px;width:100%;text-align:center}.taps button span{display:block;color:var(--soft);font-size:12.5px}.taps details summary{cursor:pointer;text-align:center;padding:4px;color:var(--act)}
.tools{display:flex;gap:4px;margin-top:4px}.tools button{border:0;background:none;padding:2px 6px;font-size:13px;color:var(--soft)}
.extras{display:flex;flex-wrap:wrap;gap:6px;padding:8px 10px 0}.extras button,.extras .file{font-size:13.5px;padding:5px 10px;border:1px solid var(--line);border-radius:8px;color:var(--ink);cursor:pointer}.extras .file:focus-within{outline:2px solid var(--act);outline-offset:2px}.extras input{position:absolute;opacity:0;width:1px;height:1px}
#write{display:flex;gap:8px;padding:10px;align-items:flex-end}#write textarea{flex:1;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:10px;padding:8px 10px;min-height:40px;max-height:120px;resize:vertical}
.hidden-label{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
#quote{display:flex;gap:8px;align-items:center;padding:8px 14px 0;color:var(--soft);font-size:13px}#quote[hidden]{display:none}#quote span{flex:1;border-left:3px solid var(--act);padding-left:8px}#quote button{padding:0 8px}
#phone-error{margin:0;padding:0 14px}#phone-error:not(:empty){padding-top:8px}.switches{display:flex;flex-wrap:wrap;gap:8px 18px;align-items:center;margin-top:14px}.switches input{width:auto}
`;
