import { html, type Markup } from "../shop/html.ts";

/** How a receiver can be made to misbehave, in plain words. */
const FAULTS = [
  ["", "Correct"],
  ["status:500", "Answers 500"],
  ["status:410", "Answers 410 Gone"],
  ["hang", "Hangs"],
  ["slow", "Slow, 3 s"],
  ["later", "429, retry after 30 s"],
  ["redirect", "Redirects to a private address"],
  ["drop", "Drops the connection"],
] as const;

/** Endpoints of third parties: what they received, whether they could verify it, and how they behave. */
export const receiversPanel = (url: string): Markup =>
  html`<div class="bar">
      <h2>Webhook receivers</h2>
      <button id="receivers-clear">Clear</button>
    </div>
    <p class="hint">
      Any address under <code>${url}/receivers/</code> receives webhooks. With its secret it verifies them as the
      Standard Webhooks scheme says, and applies each id once.
    </p>
    <form id="receiver-form">
      <label>Name <input name="name" value="erp" required pattern="[\\w.-]{1,60}" /></label
      ><label>Secret <input name="secret" placeholder="whsec_…" autocomplete="off" /></label
      ><label
        >Behaviour
        <select name="fault">
          ${FAULTS.map(([value, label]) => html`<option value="${value}">${label}</option>`)}
        </select></label
      ><button class="primary">Apply</button>
    </form>
    <p id="receiver-error" role="alert"></p>
    <div id="receivers" class="rows"></div>`;

/** Uses the helpers of the page's own script. */
export const RECEIVERS_SCRIPT = `(function(){
function id(name){return document.getElementById(name)}
function call(method,path,body){return fetch("/sandbox"+path,{method:method,body:body&&JSON.stringify(body),headers:body?{"content-type":"application/json"}:{}}).then(function(answer){return answer.json().then(function(value){if(!answer.ok)throw new Error(value.message);return value})})}
function el(tag,text,more){var node=document.createElement(tag);if(text!==undefined)node.textContent=text;return Object.assign(node,more||{})}
function mark(message){return message.verified===null?"no secret":message.verified?"verified":"not genuine"}
function draw(list){
  id("count-Receivers").textContent=list.reduce(function(sum,one){return sum+one.messages.length},0)||"";
  id("receivers").replaceChildren.apply(id("receivers"),list.map(function(one){
    var box=el("div",undefined,{className:"sheet"});box.append(el("h3",one.name+(one.trusts?"":" (no secret yet)")));
    one.messages.slice().reverse().slice(0,50).forEach(function(message){var item=el("details"),sum=el("summary",message.at.slice(0,19).replace("T"," ")+" · "+message.type+" · "+mark(message)+(message.times>1?" · received "+message.times+" times, applied once":""),{className:message.verified===false?"bad":""});item.append(sum,el("pre",message.id+"\\n"+message.body));box.append(item)});
    if(!one.messages.length)box.append(el("p","Nothing received yet.",{className:"hint"}));return box}));
}
function refresh(){if(!id("receivers").querySelector("details[open]"))call("GET","/receivers").then(draw)}
id("receivers-clear").onclick=function(){call("DELETE","/receivers").then(refresh)};
id("receiver-form").onsubmit=function(event){event.preventDefault();var form=new FormData(event.target),name=form.get("name"),path="/receivers/"+name,fault=String(form.get("fault")).split(":");
  call("POST","/receivers",form.get("secret")?{name:name,secret:form.get("secret")}:{name:name}).then(function(){return call("GET","/faults")}).then(function(faults){
    return Promise.all(faults.filter(function(one){return one.match.vendor==="webhook"&&one.match.path===path}).map(function(one){return call("DELETE","/faults/"+one.id)}))}).then(function(){
    if(fault[0])return call("POST","/faults",Object.assign({match:{vendor:"webhook",path:path},kind:fault[0]},fault[1]?{status:Number(fault[1])}:{}))}).then(function(){id("receiver-error").textContent="";refresh()},function(error){id("receiver-error").textContent=error.message})};
refresh();setInterval(function(){if(!document.hidden&&!id("panel-Receivers").hidden)refresh()},2000);
})();`;
