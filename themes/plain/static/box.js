// Turns the link to the search page into a box that leads there. Nothing is sent: the query goes into the fragment.
(function () {
  "use strict";
  var link = document.getElementById("search-link");
  if (!link) return;
  var form = document.createElement("form");
  form.setAttribute("role", "search");
  var label = document.createElement("label");
  label.className = "vh";
  label.htmlFor = "search-box";
  label.textContent = link.dataset.label;
  var input = document.createElement("input");
  input.type = "search";
  input.id = "search-box";
  input.autocomplete = "off";
  input.dir = "auto";
  input.placeholder = link.dataset.label;
  var button = document.createElement("button");
  button.type = "submit";
  button.textContent = link.dataset.button;
  form.append(label, input, button);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    location.href = link.getAttribute("href") + "#q=" + encodeURIComponent(input.value.trim());
  });
  link.parentNode.replaceWith(form);
})();
