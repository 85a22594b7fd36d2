(function () {
  "use strict";
  var script = document.currentScript;
  var base = script.src.replace(/\/embed\/[^/]*$/, "");
  var origin = new URL(base).origin;
  var query = "?embed=1";
  if (script.dataset.step) query += "&step=" + encodeURIComponent(script.dataset.step);
  if (script.dataset.lang) query += "&lang=" + encodeURIComponent(script.dataset.lang);
  var frame = document.createElement("iframe");
  frame.src = base + "/s/KEY" + query;
  frame.title = script.dataset.title || "Survey";
  frame.style.cssText = "width:100%;border:0;display:block";
  frame.height = 420;
  script.parentNode.insertBefore(frame, script);
  addEventListener("message", function (message) {
    var told = message.source === frame.contentWindow && message.origin === origin && message.data;
    if (told && told.tropa === "height") frame.height = Math.ceil(told.height);
  });
})();
