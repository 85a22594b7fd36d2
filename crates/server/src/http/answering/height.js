(function(){function tell(){parent.postMessage({tropa:"height",height:document.documentElement.scrollHeight},"*")}
addEventListener("load",tell);if(window.ResizeObserver)new ResizeObserver(tell).observe(document.body)})();
