/** Everything a business wrote is put into the page as text. */
export const PHONE_SCRIPT = `(function(){
var me=document.body.dataset.person,line=document.body.dataset.line,chat=id("chat"),log=id("log"),drawn="",quoted=null,kept={},follow=true;
function id(name){return document.getElementById(name)}
function el(tag,text,more){var node=document.createElement(tag);if(text!==undefined)node.textContent=text;Object.assign(node,more||{});return node}
function call(method,path,body){return fetch("/sandbox/whatsapp"+path,{method:method,body:body&&JSON.stringify(body),headers:body?{"content-type":"application/json"}:{}}).then(function(answer){return answer.json().then(function(value){if(!answer.ok)throw new Error(value.message);return value})})}
function person(path,body){return call("POST","/people/"+me+path,body)}
function told(promise){return promise.then(function(value){id("phone-error").textContent="";refresh();return value},function(error){id("phone-error").textContent=error.message})}
function act(what){follow=true;if(quoted){what.quotedId=quoted;quote(null)}return told(person("/act",{line:line,act:what}))}
function quote(message){quoted=message&&message.id;id("quote").hidden=!message;id("quote").firstChild.textContent=message?message.text:""}
function time(ms){return new Date(ms).toISOString().slice(11,16)}
function ticks(message){return message.from!=="person"?null:message.seen?["✓✓","read","Read"]:["✓✓","","Delivered"]}
function fileOf(message){var kinds=["image","video","audio","document","sticker"];for(var at=0;at<kinds.length;at++){var value=message.content[kinds[at]];if(value)return{kind:kinds[at],value:value}}
  var header=(message.content.interactive||{}).header;return header&&header[header.type]&&header.type!=="text"?{kind:header.type,value:header[header.type]}:null}
function draw(message,all){
  var mine=message.from==="person",bubble=el("div",undefined,{className:"bubble"+(mine?" mine":"")+(message.deleted?" gone":"")}),item=el("li",undefined,{className:mine?"mine":""});
  if(message.deleted){bubble.append("Deleted");item.append(bubble);return item}
  var before=message.quotedId&&all.find(function(one){return one.id===message.quotedId});if(message.quotedId)bubble.append(el("div",before?before.text:"A message that is not here",{className:"quoted"}));
  var found=fileOf(message);
  if(found){var src=found.value.id?"/sandbox/whatsapp/media/"+encodeURIComponent(found.value.id):found.value.link;
    if(found.kind==="image"||found.kind==="sticker")bubble.append(el("img",undefined,{src:src,alt:found.value.caption||found.kind,onload:function(){if(log.scrollHeight-log.scrollTop-log.clientHeight<this.height+80)down()}}));
    else if(found.kind==="audio"||found.kind==="video")bubble.append(el(found.kind,undefined,{src:src,controls:true,preload:"metadata"}));
    else bubble.append(el("a",found.value.filename||"Document",{href:src,target:"_blank",rel:"noopener"}));
    if(found.value.caption)bubble.append(el("div",found.value.caption))}
  var interactive=message.content.interactive,shown=message.content.shown,place=message.content.location;
  var head=shown?shown.header:interactive&&interactive.header&&(interactive.header.text),foot=shown?shown.footer:interactive&&interactive.footer&&interactive.footer.text;
  if(head)bubble.append(el("b",head),document.createElement("br"));
  if(place)bubble.append(el("a",message.text,{href:"https://www.openstreetmap.org/?mlat="+place.latitude+"&mlon="+place.longitude,target:"_blank",rel:"noopener"}));
  else if(!found||interactive)bubble.append(el("div",message.text,{dir:"auto"}));
  if(foot)bubble.append(el("small",foot));
  var taps=choices(message);if(taps)bubble.append(taps);
  var end=el("small",time(message.at)+(message.edited?" edited":"")+" ",{className:"foot"}),tick=ticks(message);
  if(tick)end.append(el("span",tick[0],{className:"ticks "+tick[1],title:tick[2]}));
  Object.values(message.reactions).forEach(function(emoji){end.append(" "+emoji)});bubble.append(end);
  var tools=el("div",undefined,{className:"tools"});tool(tools,"Reply",function(){quote(message);id("text").focus()});
  if(mine){if(message.type==="text")tool(tools,"Edit",function(){var text=prompt("New text",message.text);if(text)act({do:"edit",messageId:message.id,text:text})});tool(tools,"Delete",function(){act({do:"revoke",messageId:message.id})})}
  else ["👍","❤️"].forEach(function(emoji){var same=message.reactions.person===emoji;tool(tools,emoji,function(){act({do:"react",messageId:message.id,emoji:same?"":emoji})},same?"Take "+emoji+" back":"React with "+emoji)});
  bubble.append(tools);item.append(bubble);return item}
/* What has not changed stays: an open list is not closed, a voice goes on. */
function same(message,all){var state=JSON.stringify(message.from==="person"?message:Object.assign({},message,{statuses:0})),known=kept[message.id];if(!known||known.state!==state)known=kept[message.id]={state:state,node:draw(message,all)};return known.node}
function down(){log.scrollTop=log.scrollHeight}
function tool(row,label,run,name){var button=el("button",label,{type:"button"});if(name)button.setAttribute("aria-label",name);button.onclick=run;row.append(button)}
function choices(message){
  if(message.from!=="business")return null;var box=el("div",undefined,{className:"taps"}),interactive=message.content.interactive,shown=message.content.shown;
  function tap(choice){var button=el("button",choice.title,{type:"button"});if(choice.description)button.append(el("span",choice.description));button.onclick=function(){act({do:"tap",messageId:message.id,buttonId:choice.id})};return button}
  if(shown)shown.buttons.forEach(function(one){if(one.type==="QUICK_REPLY")box.append(tap({id:one.payload,title:one.text}));else if(one.url&&/^https?:/.test(one.url))box.append(el("a",one.text,{href:one.url,target:"_blank",rel:"noopener"}));else box.append(el("small",one.text))});
  else if(interactive&&interactive.type==="button")interactive.action.buttons.forEach(function(one){box.append(tap(one.reply))});
  else if(interactive&&interactive.type==="cta_url")box.append(el("a",interactive.action.parameters.display_text,{href:interactive.action.parameters.url,target:"_blank",rel:"noopener"}));
  else if(interactive&&interactive.type==="location_request_message")tool(box,"Send location",where);
  else if(interactive&&interactive.type==="list"){var list=el("details"),rows=el("div",undefined,{className:"taps"});list.append(el("summary",interactive.action.button),rows);
    interactive.action.sections.forEach(function(section){if(section.title)rows.append(el("small",section.title));section.rows.forEach(function(row){rows.append(tap(row))})});box.append(list)}
  return box.childNodes.length?box:null}
function where(){act({do:"location",latitude:48.8566,longitude:2.3522,name:"Paris"})}
function refresh(){call("GET","/threads?personId="+me+"&line="+encodeURIComponent(line)).then(function(threads){
  var thread=threads[0],messages=thread?thread.messages.filter(function(one){return one.type!=="reaction"&&(one.from==="person"||(one.statuses.delivered!==undefined))}):[],state=JSON.stringify([messages,thread&&thread.typing]);
  if(state===drawn)return;drawn=state;follow=follow||log.scrollHeight-log.scrollTop-log.clientHeight<60;
  chat.replaceChildren.apply(chat,messages.map(function(one){return same(one,messages)}));if(follow)down();follow=false;
  id("state").textContent=thread&&thread.typing?"typing…":"";
  if(!document.hidden&&messages.some(function(one){return one.from==="business"&&one.statuses.read===undefined}))person("/read",{line:line})})}
id("write").onsubmit=function(event){event.preventDefault();var box=id("text"),text=box.value.trim();if(!text)return;box.value="";act({do:"text",text:text})};
id("text").onkeydown=function(event){if(event.key==="Enter"&&!event.shiftKey&&!event.isComposing){event.preventDefault();id("write").requestSubmit()}};
document.querySelectorAll("[data-say]").forEach(function(button){button.onclick=function(){act({do:"text",text:button.dataset.say})}});
document.querySelectorAll("[data-act]").forEach(function(button){button.onclick=button.dataset.act==="location"?where:function(){act({do:"file",kind:button.dataset.act})}});
id("file").onchange=function(){var file=this.files[0],input=this;if(!file)return;var reader=new FileReader();reader.onload=function(){var first=file.type.split("/")[0],kind=first==="image"||first==="video"||first==="audio"?first:"document";
  act({do:"file",kind:kind,base64:String(reader.result).split(",")[1],mimeType:file.type||"application/octet-stream",filename:file.name});input.value=""};reader.readAsDataURL(file)};
id("quote").lastChild.onclick=function(){quote(null)};
id("block").onclick=function(){var on=this.getAttribute("aria-pressed")!=="true",button=this;told(person("/block",{line:line,blocked:on})).then(function(){button.setAttribute("aria-pressed",on);button.textContent=on?"Unblock":"Block"})};
id("online").onchange=function(){told(person("",{online:this.checked}))};id("receipts").onchange=function(){told(person("",{receipts:this.checked?"delivered":"silent"}))};id("hides").onchange=function(){told(person("",{hidesPhone:this.checked}))};
id("marketing").onclick=function(){var stops=this.textContent==="Stop marketing",button=this;told(person("/prefer",{line:line,value:stops?"stop":"resume"})).then(function(){button.textContent=stops?"Resume marketing":"Stop marketing"})};
function go(one){location.search=new URLSearchParams({person:one,line:document.querySelector("[name=line]").value})}
document.querySelectorAll("#who select").forEach(function(select){select.onchange=function(){go(document.querySelector("[name=person]").value)}});
id("new-person").onclick=function(){var name=prompt("Name");if(name)call("POST","/people",{name:name}).then(function(one){go(one.id)})};
id("who").onsubmit=function(event){event.preventDefault()};
refresh();setInterval(function(){if(!document.hidden)refresh()},1000);
})();`;
