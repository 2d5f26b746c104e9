// The search page. Everything runs here: the engine is a script, the index is scripts, and no query leaves the page.
(function () {
  "use strict";
  var place = document.getElementById("search");
  if (!place) return;
  var data = place.dataset;
  var PAGE = 10;
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

  function file(lang, name) {
    return script(lang.toLowerCase() + "/" + name + ".js").then(function () {
      var base64 = waiting[name];
      delete waiting[name];
      if (base64 === undefined) throw new Error(name);
      return bytes(base64);
    });
  }

  // The engine: a module of WebAssembly, or, where that is missing or forbidden, the same in JavaScript.

  var bindings = null;
  var loading = null;

  // A policy that forbids it shows only when it is tried: on a module without anything in it.
  function compiles() {
    try {
      return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    } catch (error) {
      return false;
    }
  }

  function module() {
    var able = compiles();
    return script(able ? data.engine : data.fallback).then(function () {
      return able ? bytes(bindings.module) : new Uint8Array(0);
    }).then(function (module) { return bindings.glue(module); }).then(function (door) { bindings.door = door; });
  }

  function loaded() {
    if (!loading) {
      loading = module();
      loading.catch(function () { loading = null; });
    }
    return loading;
  }

  // The indexes: one a language, each with its root, and with a stemmer where the engine has none.

  var indexes = {};
  var stems = {};
  data.indexes.split(" ").forEach(function (entry) {
    var parts = entry.split(/[=,]/);
    indexes[parts[0]] = { root: parts[1], stemmer: parts[2], engine: null };
  });

  // What makes stems of words, for the engine to read; nothing where it has its own.
  function stemmer(name) {
    if (!name) return null;
    return script(name).then(function () { return bytes(stems[name.replace(/^stemmer-|-.*$/g, "")]); });
  }

  function start(lang) {
    var index = indexes[lang];
    if (!index) return Promise.reject(new Error("there is no index in " + lang));
    if (!index.engine) {
      var root = index.root.replace(/^.*\/|\.js$/g, "");
      index.engine = Promise.all([file(lang, root), loaded(), stemmer(index.stemmer)]).then(function (all) {
        index.ready = bindings.door.open(root, all[0], all[2]);
        return index.ready;
      });
      index.engine.catch(function () { index.engine = null; });
    }
    return index.engine;
  }

  function once(search, text, options) {
    var wishes = (options.byDate ? 1 : 0) + (options.snippets ? 2 : 0) + (options.facets ? 4 : 0) + (options.literal ? 8 : 0) +
      (options.early ? 16 : 0);
    // They go over a line each; a value with a line end in it is none of the index, and stays one value.
    var lines = options.filters.map(function (part) { return part.replace(/\n/g, " "); });
    return JSON.parse(search.search(text, lines.join("\n"), options.offset, options.limit, wishes));
  }

  function ask(lang, search, text, options, rounds) {
    var answer = once(search, text, options);
    if (!answer.needs) {
      answer.lang = lang;
      return answer;
    }
    if (rounds === 0) throw new Error("the engine keeps asking");
    return Promise.all(answer.needs.map(function (name) {
      return file(lang, name).then(function (content) { search.supply(name, content); });
    })).then(function () { return ask(lang, search, text, options, rounds - 1); });
  }

  // The script that a text is in, and that a language is written in.

  var SCRIPTS = [
    [/[\u0600-\u06ff]/, "ar fa ur"], [/[\u0400-\u04ff]/, "ru uk bg be sr mk kk"], [/[\u3040-\u30ff]/, "ja"],
    [/[\uac00-\ud7af]/, "ko"], [/[\u4e00-\u9fff]/, "zh ja"], [/[\u0370-\u03ff]/, "el"], [/[\u0590-\u05ff]/, "he"],
  ];

  function fits(lang, text) {
    var own = lang.split("-")[0];
    var hit = SCRIPTS.filter(function (entry) { return entry[0].test(text); })[0];
    if (hit) return hit[1].split(" ").indexOf(own) >= 0;
    return !/[a-z\u00c0-\u024f]/i.test(text) || !SCRIPTS.some(function (entry) { return entry[1].split(" ").indexOf(own) >= 0; });
  }

  function answer(lang, text, options) {
    return start(lang).then(function (search) { return ask(lang, search, text, options, 16); });
  }

  // The page's language first, then others that are written alike; a word that only another has is none to correct.
  function inAll(text, options) {
    var langs = Object.keys(indexes);
    langs.sort(function (a, b) { return (b === data.lang) - (a === data.lang); });
    var alike = langs.filter(function (lang) { return fits(lang, text); });
    langs = options.lang ? [options.lang] : alike.length ? alike : langs.slice(0, 1);
    return answer(langs[0], text, options).then(function (first) {
      if (!text.trim() || (first.total && !first.suggestion)) return first;
      return langs.slice(1).reduce(function (before, lang) {
        return before.then(function (found) {
          if (found) return found;
          return answer(lang, text, Object.assign({}, options, { literal: true })).then(function (other) {
            return other.allWords ? other : null;
          });
        });
      }, Promise.resolve(null)).then(function (other) { return other || first; });
    });
  }

  // Searches one after the other, so that no file is loaded twice.
  var queue = Promise.resolve();

  function find(text, options) {
    var whole = Object.assign({ filters: [], offset: 0, limit: PAGE, byDate: false, snippets: true, facets: true }, options);
    if (!Array.isArray(whole.filters)) {
      // For other pages and tests: {kind: "mission", year: ["2015", "2016"]}.
      whole.filters = Object.keys(whole.filters).reduce(function (all, facet) {
        return [].concat(whole.filters[facet]).reduce(function (all, value) { return all.concat(facet, String(value)); }, all);
      }, []);
    }
    var result = queue.then(function () { return inAll(String(text), whole); });
    queue = result.catch(function () {});
    return result;
  }

  window.vitrine = {
    load: function (name, base64) { waiting[name] = base64; },
    engine: function (glue, module) { bindings = { glue: glue, module: module }; },
    stemmer: function (lang, base64) { stems[lang] = base64; },
    search: find,
    terms: function (text) { return start(data.lang).then(function (search) { return search.terms(text); }); },
    digest: function () { return loaded().then(function () { return bindings.door.digest(); }); },
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
  var instead = make("p", { class: "m", hidden: "" });
  var facets = make("form", { class: "facet", "aria-label": data.tFilters });
  var filters = make("details", {}, [make("summary", {}, [data.tFilters]), facets]);
  var sort = make("select", { id: "sort" }, [
    make("option", { value: "" }, [data.tRelevance]), make("option", { value: "date" }, [data.tDate]),
  ]);
  var order = make("p", { class: "order" }, [make("label", { for: "sort" }, [data.tSort]), " ", sort]);
  var heading = make("h2", { class: "vh", id: "found", tabindex: "-1" }, [data.tHeading]);
  var list = make("ol", { class: "hits" });
  var more = make("button", { type: "button", hidden: "" }, [data.tMore]);
  var side = make("div", {}, [filters]);
  var results = make("section", { "aria-labelledby": "found" }, [heading, order, list, more]);
  var found = make("div", { class: "cols", hidden: "" }, [side, results]);
  place.append(form, status, instead, found);
  filters.open = window.matchMedia("(min-width: 48em)").matches;

  var state = { q: "", filters: [], byDate: false, literal: false };
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
    state = { q: parts.get("q") || "", filters: [], byDate: parts.get("sort") === "date", literal: parts.has("literal") };
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
    if (state.literal) parts.append("literal", "1");
    var hash = "#" + parts.toString();
    if (hash === location.hash) return;
    try { history.replaceState(null, "", hash); } catch (error) { location.hash = hash; }
  }

  function say(text, wrong) {
    status.textContent = text;
    status.className = wrong ? "note err" : "m";
  }

  function describe(text, result) {
    text.textContent = result.snippet.length ? "" : result.summary;
    result.snippet.forEach(function (piece) { text.append(piece[1] ? make("mark", {}, [piece[0]]) : piece[0]); });
  }

  function hit(result) {
    var about = make("p", { class: "s m" });
    [kind(result.kind), shown("state", result.state), day(result.date)].filter(Boolean).forEach(function (text, at) {
      if (at) about.append(" · ");
      about.append(make("bdi", {}, [text]));
    });
    var text = make("p", { dir: "auto" });
    describe(text, result);
    var link = make("a", { href: data.site + result.url, dir: "auto" }, [result.title]);
    var item = make("li", {}, [make("h3", {}, [link]), about, text]);
    if (result.lang !== data.lang) item.lang = result.lang;
    return item;
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

  // First what stands in the cards; texts and facets come after it.
  function draw(answer, further) {
    var first = null;
    if (!further) list.replaceChildren();
    answer.results.forEach(function (result) {
      result.lang = answer.lang;
      var item = hit(result);
      first = first || item;
      list.append(item);
    });
    more.hidden = list.children.length >= answer.total;
    if (further && first) first.querySelector("a").focus();
    found.hidden = false;
    order.hidden = answer.total < 2;
  }

  function complete(answer, further) {
    var offset = list.children.length - answer.results.length;
    answer.results.forEach(function (result, at) { describe(list.children[offset + at].lastChild, result); });
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
    tell(answer);
  }

  function tell(answer) {
    var made = answer.suggestion;
    var query = (made ? made.query : state.q).trim();
    var values = { "{n}": String(answer.total), "{q}": query, "{typed}": state.q.trim() };
    var fill = function (sentence) { return sentence.replace(/\{\w+\}/g, function (name) { return values[name]; }); };
    var sentences = [fill(answer.total === 0 ? data.tNone + " " + data.tTry : answer.total === 1 ? data.tOne : data.tResults)];
    if (made) sentences.unshift(fill(data.tCorrected));
    if (answer.lang !== data.lang) {
      var name = answer.lang;
      try { name = new Intl.DisplayNames([data.lang], { type: "language" }).of(answer.lang); } catch (error) { /* The code will do. */ }
      sentences.push(data.tOther.replace("{lang}", name));
    }
    say(sentences.join(" "), false);
    if (made) {
      var parts = new URLSearchParams(location.hash.slice(1));
      parts.set("literal", "1");
      instead.replaceChildren(make("a", { href: "#" + parts }, [data.tInstead.replace("{q}", function () { return state.q.trim(); })]));
    }
    instead.hidden = !made;
  }

  // What needs no file is shown at once; all else waits until the typing stops.
  function glance() {
    var search = indexes[data.lang].ready;
    var text = input.value;
    if (!search || !text.trim() || !fits(data.lang, text)) return;
    try {
      var answer = once(search, text, { filters: state.filters, byDate: state.byDate, offset: 0, limit: PAGE, early: true });
      if (answer.needs || answer.suggestion || !answer.total) return;
      asked += 1;
      answer.lang = data.lang;
      draw(answer, false);
    } catch (error) { /* Whoever asks in earnest is told. */ }
  }

  function run(further) {
    asked += 1;
    if (!state.q.trim() && !state.filters.length) {
      found.hidden = true;
      instead.hidden = true;
      say("", false);
      return Promise.resolve();
    }
    var mine = asked;
    var options = {
      filters: state.filters, byDate: state.byDate, literal: state.literal, offset: further ? list.children.length : 0,
      limit: PAGE, snippets: false, facets: false,
      // What is found is counted together with the facets.
      early: true,
    };
    if (found.hidden) say(data.tLoading, false);
    results.setAttribute("aria-busy", "true");
    return find(state.q, options).then(function (answer) {
      if (mine !== asked) return null;
      draw(answer, further);
      return find(state.q, Object.assign(options, { snippets: true, facets: !further, lang: answer.lang }));
    }).then(function (answer) {
      if (answer && mine === asked) complete(answer, further);
    }).catch(function (error) {
      if (mine !== asked) return;
      found.hidden = true;
      list.replaceChildren();
      say(data.tDamaged, true);
    }).then(function () {
      if (mine === asked) results.setAttribute("aria-busy", "false");
    });
  }

  if (typeof DecompressionStream !== "function") {
    button.disabled = true;
    say(data.tUnsupported, true);
    return;
  }

  var timer = 0;

  function changed() {
    clearTimeout(timer);
    if (state.q !== input.value) state.literal = false;
    state.q = input.value;
    write();
    return run(false);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    // Whoever is done with typing goes on to the results.
    changed().then(function () { if (list.children.length) heading.focus(); });
  });
  input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(changed, 200); glance(); });
  input.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    changed();
  });
  input.addEventListener("focus", function () { start(data.lang).catch(function () {}); }, { once: true });
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
