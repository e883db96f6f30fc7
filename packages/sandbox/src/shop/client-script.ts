/**
 * The shop's own script: lazy pictures, the variant picker, and in-page navigation between products, which replaces
 * `#app` and leaves the OLD `window.productDetailData` behind, as the real shop does.
 */
export const SHOP_SCRIPT = `(function(){
var watch=new IntersectionObserver(function(entries){entries.forEach(function(entry){if(!entry.isIntersecting)return;
  entry.target.src=entry.target.getAttribute("data-src");watch.unobserve(entry.target);});},{rootMargin:"300px"});
function lazy(){document.querySelectorAll("img[data-src]").forEach(function(image){if(image.getAttribute("data-src"))watch.observe(image);});}
function show(url){var stage=document.querySelector('[class*="stage--"] img');if(stage)stage.src=url;}
function pick(button){
  var root=button.closest("[data-sku-state]"),state=JSON.parse(root.getAttribute("data-sku-state"));
  root.querySelectorAll('button[data-option="'+button.getAttribute("data-option")+'"]').forEach(function(other){other.setAttribute("aria-pressed",String(other===button));});
  var chosen=[];root.querySelectorAll('button[aria-pressed="true"]').forEach(function(on){chosen[Number(on.getAttribute("data-option"))]=on.getAttribute("data-value");});
  var fits=state.filter(function(row){return chosen.every(function(value,at){return value===undefined||row.values[at]===value;});});
  if(!fits[0])return;
  if(fits[0].image)show(fits[0].image);
  if(fits.length===1)setPrice(fits[0].price);
}
function setPrice(price){var box=document.querySelector('span[class*="priceBox--"]');if(!box)return;
  while(box.childNodes.length>1)box.removeChild(box.lastChild);box.appendChild(document.createTextNode(price===null?"--":price));}
function go(url,push){
  return fetch(url,{headers:{"x-requested-with":"shop"}}).then(function(answer){return answer.text();}).then(function(text){
    var next=new DOMParser().parseFromString(text,"text/html"),app=next.getElementById("app");
    if(!app){location.href=url;return;}
    if(push)history.pushState({shop:1},"",url);
    document.title=next.title;
    document.getElementById("app").innerHTML=app.innerHTML;
    window.scrollTo(0,0);lazy();
  });
}
document.addEventListener("click",function(event){
  var target=event.target;
  if(!(target instanceof Element)||event.defaultPrevented||event.button!==0||event.metaKey||event.ctrlKey||event.shiftKey)return;
  var option=target.closest("button[data-option]");if(option)return pick(option);
  var slide=target.closest("#slides > div");if(slide)return show(slide.getAttribute("data-id"));
  var link=target.closest('a[href^="/product/"]');
  if(link&&location.pathname.indexOf("/product/")===0){event.preventDefault();go(link.getAttribute("href"),true);}
});
window.addEventListener("popstate",function(){go(location.href,false);});
lazy();
})();`;
