/** Everything from outside is put into the page as text; a mail's HTML only into an iframe without scripts. */
export const OWN_SCRIPT = `(function(){
var shown=null,mailKeys="",tabs=[].slice.call(document.querySelectorAll('[role=tab]'));
function id(name){return document.getElementById(name)}
function call(method,path,body){return fetch("/sandbox"+path,{method:method,body:body&&JSON.stringify(body),headers:body?{"content-type":"application/json"}:{}}).then(function(answer){return answer.json().then(function(value){if(!answer.ok)throw new Error(value.message);return value})})}
function el(tag,text,more){var node=document.createElement(tag);if(text!==undefined)node.textContent=text;Object.assign(node,more||{});return node}
function open(tab){tabs.forEach(function(one){var on=one===tab;one.setAttribute("aria-selected",on);one.tabIndex=on?0:-1;id(one.getAttribute("aria-controls")).hidden=!on});tab.scrollIntoView({block:"nearest",inline:"nearest"});history.replaceState(null,"","#"+tab.id.slice(4));refresh()}
tabs.forEach(function(tab,at){tab.onclick=function(){open(tab)};tab.onkeydown=function(event){var step=event.key==="ArrowRight"?1:event.key==="ArrowLeft"?-1:0;if(!step)return;var next=tabs[(at+step+tabs.length)%tabs.length];next.focus();open(next)}});
function time(iso){return iso.replace("T"," ").slice(0,19)}
function showMail(mail){
  shown=mail.id;var sheet=id("mail");sheet.replaceChildren(el("h3",mail.subject||"(no subject)"),el("p","From "+mail.from+" to "+mail.to.join(", ")+", "+time(mail.at)+" UTC",{className:"hint"}));
  if(mail.links.length){var list=el("div",undefined,{className:"found"});mail.links.forEach(function(link){list.append(el("a",link,{href:link,target:"_blank",rel:"noopener"}))});sheet.append(list)}
  if(mail.html){var frame=document.createElement("iframe");frame.setAttribute("sandbox","allow-popups allow-popups-to-escape-sandbox");frame.title="Mail";frame.srcdoc='<base target="_blank">'+mail.html;sheet.append(frame)}
  else sheet.append(el("pre",mail.text));
}
function drawMails(mails){
  id("count-Mails").textContent=mails.length||"";
  var keys=mails.map(function(mail){return mail.id}).join()+"/"+shown;if(keys===mailKeys)return;mailKeys=keys;
  id("mails").replaceChildren.apply(id("mails"),mails.slice().reverse().map(function(mail){
    var button=el("button");button.setAttribute("aria-pressed",mail.id===shown);button.append(el("b",mail.subject||"(no subject)"),el("small",mail.to.join(", ")+" · "+time(mail.at)));
    button.onclick=function(){showMail(mail);drawMails(mails)};var item=el("li");item.append(button);return item}));
  if(!mails.length)id("mails").append(el("li","",{}));
}
function drawFaults(faults){
  id("count-Faults").textContent=faults.length||"";
  id("faults").replaceChildren.apply(id("faults"),faults.map(function(fault){
    var row=el("div",undefined,{className:"fault"}),text=el("span"),end=el("button","Remove");
    text.append(el("b",fault.kind+" on "+fault.match.vendor+(fault.match.path?" "+fault.match.path:"")),el("small",fault.hits+" hits"+(fault.times?" of "+fault.times:"")+(fault.delayMs?", "+fault.delayMs+" ms":"")));
    end.onclick=function(){call("DELETE","/faults/"+fault.id).then(refresh)};row.append(text,end);var item=el("li");item.append(row);return item}));
}
function drawRequests(requests){
  id("requests").replaceChildren.apply(id("requests"),requests.slice(-200).reverse().map(function(one){
    var row=el("tr"),query=new URLSearchParams(one.query).toString(),bad=one.status>=400||one.status===0||(one.code!==undefined&&one.code!==200&&one.code!==0);
    [time(one.at).slice(11),one.status||"dropped",one.code===undefined?"":one.code,one.method+" "+one.path+(query?"?"+query:""),one.durationMs,one.fault||""].forEach(function(value,at){row.append(el("td",String(value),{className:bad&&(at===1||at===2)?"bad":""}))});return row}));
}
function refresh(){
  call("GET","/clock").then(function(clock){id("now").textContent=id("clock").textContent=time(clock.now)+" UTC";var hours=Math.round(clock.offsetMs/36e5);id("offset").textContent=hours===0?"In step with the machine's clock.":Math.abs(hours)+" hours "+(hours>0?"ahead of":"behind")+" the machine's clock."});
  call("GET","/mails").then(drawMails);call("GET","/faults").then(drawFaults);
  if(!id("panel-Requests").hidden)call("GET","/requests?vendor="+id("request-vendor").value).then(drawRequests);
}
document.querySelectorAll("[data-advance]").forEach(function(button){button.onclick=function(){call("POST","/clock",{advanceMs:Number(button.dataset.advance)}).then(refresh)}});
id("mails-clear").onclick=function(){call("DELETE","/mails").then(function(){shown=null;id("mail").replaceChildren(el("p","No mails.",{className:"hint"}));refresh()})};
id("faults-clear").onclick=function(){call("DELETE","/faults").then(refresh)};id("requests-clear").onclick=function(){call("DELETE","/requests").then(refresh)};id("request-vendor").onchange=refresh;
id("fault-form").onsubmit=function(event){event.preventDefault();var form=new FormData(event.target),match={vendor:form.get("vendor")},fault={match:match,kind:form.get("kind")};
  if(form.get("path"))match.path=form.get("path");["delayMs","status","times"].forEach(function(name){if(form.get(name))fault[name]=Number(form.get(name))});
  call("POST","/faults",fault).then(function(){id("fault-error").textContent="";refresh()},function(error){id("fault-error").textContent=error.message})};
var first=id("tab-"+location.hash.slice(1));if(first)open(first);refresh();setInterval(function(){if(!document.hidden)refresh()},2000);
})();`;
