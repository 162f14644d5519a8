/* On every page that `build.py serve` shows, and on no other: takes in a new page or style, and shows mistakes. */
(function () {
  "use strict";

  var script = document.querySelector("script[data-serve]");
  if (!script || !window.WebSocket) {
    return;
  }
  var words = JSON.parse(script.dataset.words);
  var told = "";
  var layer = null;
  var button = null;

  function element(name, content, className) {
    var made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    [].concat(content || []).forEach(function (part) {
      made.append(part);
    });
    return made;
  }

  function counted(name, count) {
    return words[count === 1 ? name + "-one" : name].replace("{count}", count);
  }

  function excerpt(problem) {
    var part = problem.excerpt;
    var line = element("code", [
      element("span", String(problem.line), "serve-number"),
      part.before,
      element("mark", part.marked),
      part.after,
    ]);
    var box = element("pre", line);
    box.tabIndex = 0;
    box.dir = "auto";
    return box;
  }

  function more(problem) {
    if (!/^https?:/.test(problem.description)) {
      return element("code", problem.description);
    }
    var link = element("a", problem.description);
    link.href = problem.description;
    return link;
  }

  function row(problem) {
    return element("li", [
      element("p", element("code", problem.place), "serve-place"),
      element("p", problem.sentence + " [" + problem.code + "]"),
      problem.excerpt ? excerpt(problem) : "",
      element("p", element("strong", problem.remedy)),
      element("p", [words["layer-more"] + " ", more(problem)], "serve-more"),
    ]);
  }

  function takeAway() {
    if (layer) {
      layer.close();
      layer.remove();
      layer = null;
    }
    if (button) {
      button.remove();
      button = null;
    }
  }

  /* Who put the layer away can get it back: the mistakes are still there. */
  function offer(problems) {
    if (button) {
      return;
    }
    button = element("button", counted("layer-show", problems.length), "serve-button");
    button.type = "button";
    button.lang = script.dataset.language;
    button.addEventListener("click", function () {
      show(problems);
    });
    document.body.append(button);
  }

  function show(problems) {
    var title = element("h2", counted("layer-title", problems.length));
    var close = element("button", words["layer-close"]);
    takeAway();
    title.id = "serve-title";
    title.tabIndex = -1;
    title.autofocus = true;
    close.type = "button";
    layer = element("dialog", [title, element("p", words["layer-text"]), element("ol", problems.map(row)), close], "serve-layer");
    layer.setAttribute("role", "alertdialog");
    layer.setAttribute("aria-labelledby", "serve-title");
    layer.lang = script.dataset.language;
    layer.dir = "ltr";
    close.addEventListener("click", function () {
      layer.close();
    });
    layer.addEventListener("close", function () {
      if (layer) {
        layer.remove();
        layer = null;
        offer(problems);
      }
    });
    document.body.append(layer);
    layer.showModal();
  }

  function problems(found) {
    var now = JSON.stringify(found);
    if (now === told) {
      return;
    }
    told = now;
    takeAway();
    if (found.length) {
      show(found);
    }
  }

  /* The new style is there before the old one goes, so nothing flashes. */
  function swap(path) {
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      var address = new URL(link.href);
      if (address.pathname !== "/" + path || link.dataset.going) {
        return;
      }
      var next = link.cloneNode();
      address.search = "?" + Date.now();
      next.href = address.href;
      link.dataset.going = "true";
      next.addEventListener("load", function () {
        link.remove();
      });
      link.after(next);
    });
  }

  function hear(event) {
    var message = JSON.parse(event.data);
    if (message.command === "problems") {
      problems(message.problems);
    } else if (message.command === "reload" && /\.css$/.test(message.path)) {
      swap(message.path);
    } else if (message.command === "reload") {
      location.reload();
    }
  }

  function connect() {
    var socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/livereload");
    /* A command that ended while the two shook hands never answers: ask anew. */
    var unanswered = setTimeout(function () {
      socket.close();
    }, 5000);
    socket.addEventListener("open", function () {
      clearTimeout(unanswered);
      var protocols = ["http://livereload.com/protocols/official-7"];
      socket.send(JSON.stringify({ command: "hello", protocols: protocols }));
      socket.send(
        JSON.stringify({
          command: "info",
          url: location.href,
          page: script.dataset.page,
          build: Number(script.dataset.build),
        }),
      );
    });
    socket.addEventListener("message", hear);
    socket.addEventListener("close", function () {
      setTimeout(connect, 1000);
    });
  }

  connect();
})();
