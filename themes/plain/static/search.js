// The search page. Everything runs here: the engine is a script, the index is scripts, and no query leaves the page.
(function () {
  "use strict";
  var place = document.getElementById("search");
  if (!place) return;
  var data = place.dataset;
  var PAGE = 20;
  var FACETS = ["kind", "state", "topic", "year"];

  // Files: classic scripts that call back, so that pages from file:// work as those from a server.

  var waiting = {};

  function script(path) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = data.folder + path;
      element.onload = function () { element.remove(); resolve(); };
      element.onerror = function () { element.remove(); reject(new Error(path)); };
      document.head.append(element);
    });
  }

  function bytes(base64) {
    var text = atob(base64);
    var packed = new Uint8Array(text.length);
    for (var at = 0; at < text.length; at += 1) packed[at] = text.charCodeAt(at);
    var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).arrayBuffer().then(function (buffer) { return new Uint8Array(buffer); });
  }

  function file(name) {
    return script(data.lang.toLowerCase() + "/" + name + ".js").then(function () {
      var base64 = waiting[name];
      delete waiting[name];
      if (base64 === undefined) throw new Error(name);
      return bytes(base64);
    });
  }

  // The engine.

  var bindings = null;
  var engine = null;

  function start() {
    if (!engine) {
      var root = data.root.replace(/^.*\/|\.js$/g, "");
      engine = Promise.all([file(root), script(data.engine)]).then(function (loaded) {
        return bytes(bindings.module).then(function (module) {
          return bindings.glue({ module_or_path: module });
        }).then(function () {
          return new bindings.glue.Search(root, loaded[0]);
        });
      });
    }
    return engine;
  }

  function ask(search, text, options, rounds) {
    var answer = JSON.parse(search.search(text, options.filters, options.offset, options.limit, options.byDate));
    if (!answer.needs) return answer;
    if (rounds === 0) throw new Error("the engine keeps asking");
    return Promise.all(answer.needs.map(function (name) {
      return file(name).then(function (content) { search.supply(name, content); });
    })).then(function () { return ask(search, text, options, rounds - 1); });
  }

  // Searches one after the other, so that no file is loaded twice.
  var queue = Promise.resolve();

  function find(text, options) {
    var whole = Object.assign({ filters: [], offset: 0, limit: PAGE, byDate: false }, options);
    var result = queue.then(start).then(function (search) { return ask(search, String(text), whole, 8); });
    queue = result.catch(function () {});
    return result;
  }

  window.vitrine = {
    load: function (name, base64) { waiting[name] = base64; },
    engine: function (glue, module) { bindings = { glue: glue, module: module }; },
    search: find,
    digest: function () { return start().then(function () { return bindings.glue.source_digest(); }); },
  };

  // The page.

  function make(name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }

  var input = make("input", { type: "search", id: "q", autocomplete: "off", dir: "auto", spellcheck: "false" });
  var button = make("button", { type: "submit" }, [data.tButton]);
  var form = make("form", { role: "search", class: "find" }, [
    make("div", { class: "field" }, [make("label", { for: "q" }, [data.tLabel]), input]), button,
  ]);
  var status = make("p", { role: "status", class: "m" });
  var facets = make("form", { class: "facet", "aria-label": data.tFilters });
  var filters = make("details", {}, [make("summary", {}, [data.tFilters]), facets]);
  var sort = make("select", { id: "sort" }, [
    make("option", { value: "" }, [data.tRelevance]), make("option", { value: "date" }, [data.tDate]),
  ]);
  var order = make("p", { class: "order" }, [make("label", { for: "sort" }, [data.tSort]), " ", sort]);
  var heading = make("h2", { class: "vh" }, [data.tHeading]);
  var list = make("ol", { class: "hits" });
  var more = make("button", { type: "button", hidden: "" }, [data.tMore]);
  var side = make("div", {}, [filters]);
  var results = make("div", {}, [heading, order, list, more]);
  var found = make("div", { class: "cols", hidden: "" }, [side, results]);
  place.append(form, status, found);
  filters.open = window.matchMedia("(min-width: 48em)").matches;

  var state = { q: "", filters: [], byDate: false };
  var asked = 0;

  function kind(value) { return data["kind" + value.charAt(0).toUpperCase() + value.slice(1)] || value; }

  function shown(facet, value) {
    if (facet === "kind") return kind(value);
    // A code for machines, then the words for people.
    if (facet === "state" || facet === "topic") return value.replace(/^\S+ /, "");
    return value;
  }

  // A date as the pages write it, from one for machines: 2026-11-23, 2026-11, 2026-Q4, 2026.
  function day(date) {
    var parts = /^(\d{4})-(?:Q(\d)|(\d\d)(?:-(\d\d))?)$/.exec(date);
    if (!parts) return date;
    var word = function (name) { return place.getAttribute("data-date-" + name) || ""; };
    var form = parts[2] ? word("quarter-" + parts[2]) : word(parts[4] ? "day" : "month");
    return form.replace("{year}", parts[1]).replace("{month}", word("month-" + Number(parts[3])))
      .replace("{day}", String(Number(parts[4]))) || date;
  }

  function read() {
    var parts = new URLSearchParams(location.hash.slice(1));
    state = { q: parts.get("q") || "", filters: [], byDate: parts.get("sort") === "date" };
    FACETS.forEach(function (facet) {
      parts.getAll(facet).forEach(function (value) { state.filters.push(facet, value); });
    });
    input.value = state.q;
    sort.value = state.byDate ? "date" : "";
  }

  function write() {
    var parts = new URLSearchParams();
    if (state.q) parts.append("q", state.q);
    for (var at = 0; at < state.filters.length; at += 2) parts.append(state.filters[at], state.filters[at + 1]);
    if (state.byDate) parts.append("sort", "date");
    var hash = "#" + parts.toString();
    if (hash === location.hash) return;
    try { history.replaceState(null, "", hash); } catch (error) { location.hash = hash; }
  }

  function say(text, wrong) {
    status.textContent = text;
    status.className = wrong ? "note err" : "m";
  }

  function hit(result) {
    var about = make("p", { class: "s m" });
    [kind(result.kind), shown("state", result.state), day(result.date)].filter(Boolean).forEach(function (text, at) {
      if (at) about.append(" · ");
      about.append(make("bdi", {}, [text]));
    });
    var text = make("p", { dir: "auto" });
    result.snippet.forEach(function (piece) { text.append(piece[1] ? make("mark", {}, [piece[0]]) : piece[0]); });
    if (!result.snippet.length) text.textContent = result.summary;
    var link = make("a", { href: data.site + result.url, dir: "auto" }, [result.title]);
    return make("li", {}, [make("h3", {}, [link]), about, text]);
  }

  function chosen(facet, value) {
    for (var at = 0; at < state.filters.length; at += 2) {
      if (state.filters[at] === facet && state.filters[at + 1] === value) return true;
    }
    return false;
  }

  function fieldset(facet) {
    var values = facet.values.slice();
    if (facet.name === "year") values.reverse();
    if (facet.name === "state" || facet.name === "topic") {
      values.sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
    }
    var title = data["t" + facet.name.charAt(0).toUpperCase() + facet.name.slice(1)];
    var set = make("fieldset", {}, [make("legend", {}, [title])]);
    var rest = null;
    values.forEach(function (pair, at) {
      var box = make("input", { type: "checkbox", name: facet.name, value: pair[0] });
      box.checked = chosen(facet.name, pair[0]);
      var label = make("label", {}, [box, make("span", {}, [
        make("bdi", {}, [shown(facet.name, pair[0])]), " ", make("bdi", { class: "m" }, ["(" + pair[1] + ")"]),
      ])]);
      if (at >= 8 && !box.checked) {
        if (!rest) rest = make("details", {}, [make("summary", {}, ["+ " + (values.length - at)])]);
        rest.append(label);
      } else {
        set.append(label);
      }
    });
    if (rest) set.append(rest);
    return set;
  }

  function draw(answer, further) {
    var first = null;
    if (!further) list.replaceChildren();
    answer.results.forEach(function (result) {
      var item = hit(result);
      first = first || item;
      list.append(item);
    });
    more.hidden = list.children.length >= answer.total;
    if (further && first) first.querySelector("a").focus();
    if (further) return;
    var focused = document.activeElement && facets.contains(document.activeElement) ? document.activeElement : null;
    facets.replaceChildren.apply(facets, answer.facets.filter(function (facet) { return facet.values.length; }).map(fieldset));
    if (focused) {
      var again = Array.from(facets.elements).find(function (box) {
        return box.name === focused.name && box.value === focused.value;
      });
      if (again) {
        var folded = again.closest("details");
        if (folded) folded.open = true;
        again.focus();
      }
    }
    found.hidden = false;
    order.hidden = answer.total < 2;
    var sentence = answer.total === 0 ? data.tNone + " " + data.tTry : answer.total === 1 ? data.tOne : data.tResults;
    say(sentence.replace("{n}", String(answer.total)).replace("{q}", state.q.trim()), false);
  }

  function run(further) {
    if (!state.q.trim() && !state.filters.length) {
      asked += 1;
      found.hidden = true;
      say("", false);
      return Promise.resolve();
    }
    asked += 1;
    var mine = asked;
    if (!found.hidden || !engine) { if (!engine) say(data.tLoading, false); }
    return find(state.q, {
      filters: state.filters, byDate: state.byDate, offset: further ? list.children.length : 0, limit: PAGE,
    }).then(function (answer) {
      if (mine === asked) draw(answer, further);
    }, function () {
      if (mine === asked) say(data.tDamaged, true);
    });
  }

  if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") {
    button.disabled = true;
    say(data.tUnsupported, true);
    return;
  }

  var timer = 0;

  function changed() {
    clearTimeout(timer);
    state.q = input.value;
    write();
    run(false);
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); changed(); });
  input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(changed, 120); });
  input.addEventListener("focus", function () { start().catch(function () {}); }, { once: true });
  sort.addEventListener("change", function () { state.byDate = sort.value === "date"; write(); run(false); });
  facets.addEventListener("submit", function (event) { event.preventDefault(); });
  facets.addEventListener("change", function () {
    state.filters = [];
    Array.from(facets.elements).forEach(function (box) {
      if (box.checked) state.filters.push(box.name, box.value);
    });
    write();
    run(false);
  });
  more.addEventListener("click", function () { run(true); });
  window.addEventListener("hashchange", function () { read(); run(false); });
  read();
  run(false);
})();
