// The program of the page. It is written in the JavaScript of 2009 (ES5), so that phones of ten years ago run it; a test
// checks that. WORDS is put before it.
(function () {
  'use strict';
  var doc = document, main = byId('main'), screenBox = byId('screen'), afterBox = byId('after'), statusBox = byId('status'), freshBox = byId('fresh');
  var memory = {}, prefix = 'passalong-';
  var code = location.pathname.replace(/\//g, '').toUpperCase();
  var token = kept('token'), lang = WORDS[kept('lang')] ? kept('lang') : wanted(), letters = kept('letters') === 'yes';
  var number = Number(kept('number')) || 0;
  var view = null, over = false, trouble = '', joining = '', shown = {}, late = false;
  var drafts = {}, sheet = read('sheet'), pending = null, queued = null;
  var keyboard = false, touched = false, asking = null, askTimer = 0, askedAt = 0, fails = 0, lostAt = 0;

  // ---- small things

  function byId(id) { return doc.getElementById(id); }
  function kept(k) { try { return sessionStorage.getItem(prefix + k); } catch (e) { return memory[k] || null; } }
  function keep(k, v) {
    memory[k] = v;
    try { if (v === null) { sessionStorage.removeItem(prefix + k); } else { sessionStorage.setItem(prefix + k, v); } } catch (e) { return; }
  }
  function read(k) { try { return JSON.parse(kept(k)); } catch (e) { return null; } }
  function wanted() {
    var l = String(navigator.language || 'en').split('-')[0];
    return WORDS[l] ? l : 'en';
  }
  function t(key, values) {
    var s = (WORDS[lang] || WORDS.en)[key] || WORDS.en[key] || key;
    for (var v in values) { s = s.split('{' + v + '}').join(String(values[v])); }
    return s;
  }
  function directionOf(l) { return /^(ar|fa|he|ps|ur|ckb|dv|ug|yi)(-|$)/.test(l) ? 'rtl' : 'ltr'; }
  function random() {
    var b = [], i, s = '', c = window.crypto || window.msCrypto;
    if (c && c.getRandomValues) { b = new Uint8Array(16); c.getRandomValues(b); }
    for (i = 0; i < 16; i++) { s += ('0' + (b.length ? b[i] : Math.floor(Math.random() * 256)).toString(16)).slice(-2); }
    return s;
  }
  function add(to, kids) {
    for (var i = 0; i < kids.length; i++) {
      if (kids[i] !== null && kids[i] !== undefined && kids[i] !== '') {
        to.appendChild(typeof kids[i] === 'object' ? kids[i] : doc.createTextNode(String(kids[i])));
      }
    }
    return to;
  }
  function el(tag, attrs, kids) {
    var e = doc.createElement(tag), k;
    for (k in attrs) {
      if (typeof attrs[k] === 'function') { e.addEventListener(k, attrs[k]); }
      else if (k === 'checked' || k === 'disabled' || k === 'value') { e[k] = attrs[k]; }
      else if (attrs[k] !== null && attrs[k] !== undefined && attrs[k] !== false) { e.setAttribute(k, attrs[k]); }
    }
    return add(e, kids || []);
  }
  function button(text, press, cls, more) {
    var b = el('button', { type: 'button', 'class': cls || null, click: press }, [text]), k;
    for (k in more) { if (more[k] !== null) { b.setAttribute(k, more[k]); } }
    return b;
  }
  function empty(e) { while (e.firstChild) { e.removeChild(e.firstChild); } return e; }
  // said marks words of the session, which may be in another language than those of the page.
  function said(tag, text, attrs) {
    var e = el(tag, attrs || {}, [text]);
    if (view && view.lang && view.lang !== lang) { e.setAttribute('lang', view.lang); e.setAttribute('dir', directionOf(view.lang)); }
    return e;
  }
  function heading(text, ofSession) {
    return ofSession ? said('h1', text, { id: 'h', tabindex: '-1' }) : el('h1', { id: 'h', tabindex: '-1' }, [text]);
  }
  function status(kind, text, more) {
    var key = kind + text + (more || '');
    if (statusBox.getAttribute('data-key') === key) { return; }
    statusBox.setAttribute('data-key', key);
    empty(statusBox);
    if (text) { statusBox.appendChild(el('p', { 'class': kind }, [more ? el('b', {}, [text]) : text, more || null])); }
  }

  // ---- talking to the laptop

  function post(what, body, patience, done) {
    var x = new XMLHttpRequest(), finished = false;
    function finish(s) {
      if (finished) { return; }
      finished = true;
      var r = null;
      try { r = JSON.parse(x.responseText); } catch (e) { r = null; }
      done(s === 200 && !r ? 0 : s, r || {});
    }
    x.open('POST', '/' + code + '/' + what, true);
    x.setRequestHeader('Content-Type', 'application/json');
    if (token) { x.setRequestHeader('X-Passalong-Phone', token); }
    x.timeout = patience;
    x.onload = function () { finish(x.status); };
    x.onerror = x.ontimeout = function () { finish(0); };
    x.send(JSON.stringify(body));
    return { stop: function () { finished = true; x.abort(); } };
  }
  function backoff(n) { return Math.min(15000, 500 * Math.pow(2, Math.min(n, 5))) * (0.75 + Math.random() / 2); }

  // ask keeps one question for news open.
  function ask(now) {
    if (!token || over) { return; }
    if (asking) {
      if (!now) { return; }
      asking.stop();
    }
    clearTimeout(askTimer);
    askedAt = Date.now();
    var mine = asking = post('state', { since: now || !view || fails || view.state === 'stopped' ? -1 : view.n, lang: lang }, 40000, function (s, r) {
      if (asking !== mine) { return; }
      asking = null;
      if (s === 200 && r.view) {
        connected();
        show(r.view);
        askTimer = setTimeout(ask, r.view.state === 'stopped' ? 4000 : 0);
      } else if (s === 401) {
        stranger();
      } else {
        fails++;
        if (!lostAt) { lostAt = Date.now(); }
        net();
        askTimer = setTimeout(ask, backoff(fails));
      }
    });
  }
  function connected() { fails = 0; lostAt = 0; net(); }
  function net() {
    var text = '';
    if (fails > 1 && !over && !(view && view.state === 'stopped')) { text = t(Date.now() - lostAt > 120000 ? 'offlineLong' : 'offline'); }
    if (byId('net').textContent !== text) { byId('net').textContent = text; }
    byId('net').hidden = !text;
  }
  function stranger() {
    token = null; view = null; pending = queued = null; number = 0;
    keep('token', null); keep('pending', null); keep('number', null);
    trouble = 'again';
    render(true);
  }
  function wake() {
    if (over || !token) { return; }
    if (pending && pending.timer) { transmit(); }
    if (!asking || Date.now() - askedAt > 2000) { ask(true); }
  }

  function join() {
    if (joining) { return; }
    joining = kept('try') || random();
    keep('try', joining); // the same again, should the answer get lost
    trouble = '';
    render(true);
    post('join', { 'try': joining }, 10000, function (s, r) {
      joining = '';
      if (s === 200 && r.token) {
        token = r.token;
        keep('token', token); keep('try', null); keep('number', null);
        number = 0;
        show(r.view);
        ask(true);
        return;
      }
      trouble = { code: 'wrongCode', slow: 'slow', locked: 'locked', full: 'full' }[r.error] || (s === 429 ? 'slow' : 'noReply');
      render(true);
    });
  }

  // act does one thing for sure: it is sent again with its number until the laptop says that it is done, or why it cannot
  // be. Something newer of the same kind takes its place.
  function act(kind, body, done) {
    var a = { kind: kind, body: body, done: done, tries: 0, timer: 0 };
    if (pending) { queued = a; return; }
    begin(a);
  }
  function begin(a) {
    pending = a;
    a.number = ++number;
    keep('number', String(number));
    if (a.kind !== 'sheet') { keep('pending', JSON.stringify({ kind: a.kind, body: a.body, number: a.number })); } // a sheet has a code
    transmit();
  }
  function transmit() {
    var a = pending, body = { number: a.number, lang: lang };
    if (a.busy) { return; }
    clearTimeout(a.timer);
    a.timer = 0;
    a.busy = true;
    body[a.kind] = a.body;
    post('do', body, 8000, function (s, r) {
      if (pending !== a) { return; }
      a.busy = false;
      if (s === 409 && r.error === 'old') {
        number = Math.max(number, r.last || 0);
        begin(a);
      } else if (s === 401) {
        stranger();
      } else if (s === 200 || s === 400 || s === 413 || r.error && s !== 503) {
        settle(a, s === 200 ? '' : r.error || 'bad', r.view);
      } else if (queued && queued.kind === a.kind && a.kind !== 'write') {
        a = queued;
        queued = null;
        begin(a);
      } else {
        a.tries++;
        a.timer = setTimeout(transmit, backoff(a.tries));
        if (!s && asking && Date.now() - askedAt > 1000) { ask(true); } // is there still a connection?
        render();
      }
    });
  }
  function settle(a, error, v) {
    pending = null;
    keep('pending', null);
    if (a.done) { a.done(error); }
    if (v && !over) { show(v); } else { render(); }
    var next = queued;
    queued = null;
    if (next && !pending) { begin(next); }
  }

  // ---- what is on

  function show(v) {
    var missed = view && view.state === 'phase' && !view.sent && sheet && v.state !== 'phase' && /^(waiting|poll|wall|scenario)$/.test(v.state);
    view = v;
    if (missed) { // the questions were closed before the answers were sent
      sheet = null;
      keep('sheet', null);
    }
    if (v.state === 'ended') {
      over = true;
      if (pending) { late = true; }
      pending = queued = null;
      for (var k in { token: 1, number: 1, pending: 1, sheet: 1, 'try': 1 }) { keep(k, null); }
    }
    render();
    main.setAttribute('data-n', v.n); // for tests: what has been shown
    if (missed) { status('bad', t('late')); }
  }
  function typing() {
    var e = doc.activeElement;
    return touched && !!e && main.contains(e) && e.tagName === 'INPUT' && e.type === 'text' && e.value !== '' && e.getAttribute('data-shown') === shown.id;
  }

  // render shows what is on. What somebody is typing into stays until they are done.
  function render(force) {
    var s = screen(), had = main.contains(doc.activeElement) || doc.activeElement === doc.body, other = s.id !== shown.id;
    if (!force && s.key === shown.key) {
      if (s.update) { s.update(); }
      return;
    }
    if (!force && typing()) {
      if (freshBox.hidden) {
        add(empty(freshBox), [t('fresh') + ' ', button(t('freshShow'), function () { render(true); }, '', { 'aria-describedby': 'fresh' })]);
        freshBox.setAttribute('role', 'status');
        freshBox.hidden = false;
      }
      return;
    }
    freshBox.hidden = true;
    empty(freshBox);
    touched = false;
    shown = s;
    if (other) { status('', ''); }
    empty(afterBox);
    add(empty(screenBox), s.build());
    if (byId('ways')) { byId('ways').hidden = !token || over; }
    doc.title = (main.querySelector('h1') || main).textContent.slice(0, 60) + ' – Passalong';
    byId('title').textContent = view && view.title || 'Passalong';
    if (s.update) { s.update(); }
    if (other && !first || had && !first && doc.activeElement === doc.body) { focus('h'); }
    if (other && !first) { window.scrollTo(0, 0); }
    first = false;
  }
  var first = true;
  function focus(id) {
    var e = byId(id);
    if (e) { e.focus(); }
  }

  function screen() {
    if (!code) { return page('code', '', codeScreen); }
    if (over) { return page('ended', late, endedScreen); }
    if (!token) { return page('welcome', trouble + '|' + joining, welcomeScreen); }
    if (!view) { return page('wait', '', function () { return [heading(t('joining'))]; }); }
    switch (view.state) {
    case 'poll': return view.poll ? pollScreen(view.poll) : page('waiting', '', waitingScreen);
    case 'wall': return view.wall ? wallScreen(view.wall) : page('waiting', '', waitingScreen);
    case 'scenario': return view.scenario ? scenarioScreen(view.scenario) : page('waiting', '', waitingScreen);
    case 'phase': return phaseScreen();
    case 'paused': return page('paused', '', function () { return [heading(t('paused')), el('p', {}, [t('pausedText')])]; });
    case 'stopped': return page('stopped', '', function () { return [heading(t('stopped')), el('p', {}, [t('stoppedText')])]; });
    case 'stranger': return page('welcome', trouble + '|' + joining, welcomeScreen);
    }
    return page('waiting', [view.teams, view.team], waitingScreen);
  }
  // page is a screen: id says what it is about, key everything that it is built from.
  function page(id, key, build, update) {
    return { id: id, key: JSON.stringify([id, key, lang, letters]), build: build, update: update };
  }

  // ---- in and out

  function codeScreen() {
    var input = el('input', { type: 'text', id: 'code', 'class': 'code', maxlength: '6', autocapitalize: 'characters', autocomplete: 'off', autocorrect: 'off', spellcheck: 'false', 'aria-describedby': 'codehint', lang: 'en', dir: 'ltr' });
    function go(e) {
      e.preventDefault();
      var typed = input.value.replace(/[^A-Za-z]/g, '').toUpperCase();
      if (typed.length < 4) { input.focus(); status('bad', t('codeHint')); return; }
      location.href = '/' + typed;
    }
    add(afterBox, keptList());
    return [heading(t('title')), el('form', { submit: go, novalidate: '' }, [
      el('label', { 'for': 'code', 'class': 'label' }, [t('codeLabel')]), el('p', { id: 'codehint', 'class': 'hint' }, [t('codeHint')]),
      input, el('button', { type: 'submit', 'class': 'main' }, [t('codeGo')])])];
  }
  function keptList() {
    var ul = el('ul', { 'class': 'kept' }), i;
    for (i = 1; i <= 5; i++) { ul.appendChild(el('li', {}, [t('kept' + i)])); }
    return [el('section', { 'class': 'box', 'aria-labelledby': 'kepth' }, [el('h2', { id: 'kepth' }, [t('keptTitle')]), ul])];
  }
  function welcomeScreen() {
    status(trouble ? 'bad' : '', trouble ? t(trouble) : '');
    var kids = [heading(t('title')), el('p', {}, [t('joinText')]), button(t(joining ? 'joining' : 'join'), join, 'main', { 'aria-disabled': joining ? 'true' : null })];
    if (trouble === 'wrongCode') { kids.push(el('p', {}, [el('a', { href: '/' }, [t('codeOther')])])); }
    add(afterBox, keptList()); // below the status: what is wrong has to be seen on a small screen
    return kids;
  }
  function endedScreen() {
    if (late) { status('bad', t('late')); }
    return [heading(t('ended')), el('p', {}, [t('endedText')])];
  }
  function teamsBox() {
    if (!view.teams || view.team) { return null; }
    var box = el('section', { 'class': 'box', 'aria-labelledby': 'teamh' }, [el('h2', { id: 'teamh' }, [t('teams')])]);
    view.teams.forEach(function (name, i) {
      var b = button('', function () { act('team', i + 1, null); }, 'team');
      b.appendChild(said('span', name));
      box.appendChild(el('p', {}, [b]));
    });
    return box;
  }
  function waitingScreen() {
    var team = view.team && view.teams ? el('p', { 'class': 'quiet' }, [t('team', { x: view.teams[view.team - 1] })]) : null;
    return [heading(t('waiting')), el('p', {}, [t('waitingText')]), team, teamsBox()];
  }

  // ---- questions

  function textOf(p, c) { return c.key === 'unsure' ? t('dontKnow') : c.text; }
  function wordsOf(c) { return c.key === 'unsure' ? el('span', { 'class': 'words' }, [t('dontKnow')]) : said('span', c.text, { 'class': 'words' }); }
  function copy(g) { return { choices: (g && g.choices || []).slice(), text: g && g.text || '', sure: g && g.sure || '' }; }
  function isUnsure(g) { return g.choices.length === 1 && g.choices[0] === 'unsure'; }
  function same(a, b) { return JSON.stringify(copy(a)) === JSON.stringify(copy(b)); }
  function typed(p) { return p.kind === 'short' || p.kind === 'number'; }

  // missing says what has to be done before a response can be sent; nothing when it can.
  function missing(p, g) {
    if (isUnsure(g) || p.kind === 'order') { return ''; }
    if (typed(p)) { return g.text.trim() ? '' : 'typeFirst'; }
    return g.choices.join('') ? '' : 'chooseFirst';
  }
  function complete(p, g) {
    g = copy(g);
    if (isUnsure(g)) { g.text = ''; }
    else if (typed(p)) { g.choices = []; g.text = g.text.trim(); }
    else { g.text = ''; }
    if (p.kind === 'order' && !g.choices.length) { g.choices = p.choices.map(function (c) { return c.key; }); }
    if (isUnsure(g) || !p.sure) { g.sure = ''; }
    return g;
  }
  // withUnsure are the choices of a question, and "I don't know" where there is a right answer.
  function withUnsure(p) {
    var all = p.choices || [], has = all.some(function (c) { return c.key === 'unsure'; });
    return p.survey || has ? all : all.concat([{ key: 'unsure', text: '' }]);
  }

  // question builds what a question is answered with. g is what was chosen so far and is changed; changed is called then.
  function question(p, g, n, changed) {
    var parts = [], sure = null;
    function change() {
      if (sure) { sure.hidden = isUnsure(g); }
      changed();
    }
    switch (p.kind) {
    case 'order': parts = order(p, g, n, change); break;
    case 'match': parts = match(p, g, n, change); break;
    case 'short': case 'number': parts = text(p, g, n, change); break;
    default: parts = [picks(p, g, n, change)];
    }
    if (p.sure && !p.survey) {
      sure = el('fieldset', {}, [el('legend', {}, [t('howSure')])]);
      ['sure', 'not-sure'].forEach(function (key) {
        sure.appendChild(option('radio', 's' + n, g.sure === key, null, el('span', { 'class': 'words' }, [t(key === 'sure' ? 'sure' : 'notSure')]), function () { g.sure = key; change(); }));
      });
      sure.hidden = isUnsure(g);
      parts.push(sure);
    }
    return parts;
  }
  function option(type, name, on, letter, words, press) {
    var input = el('input', { type: type, name: name, checked: on }), label;
    label = el('label', { 'class': 'option' }, [input, letter ? el('span', { 'class': 'letter' }, [letter]) : null, words]);
    function mark() {
      var all = label.parentNode ? label.parentNode.querySelectorAll('.option') : [label], i;
      for (i = 0; i < all.length; i++) { all[i].className = all[i].querySelector('input').checked ? 'option on' : 'option'; }
      if (doc.activeElement === input && keyboard) { label.className += ' focus'; }
    }
    input.addEventListener('change', function () { press(input.checked); mark(); });
    input.addEventListener('focus', mark);
    input.addEventListener('blur', mark);
    if (on) { label.className = 'option on'; }
    return label;
  }
  function picks(p, g, n, changed) {
    var many = p.kind === 'multiple' || p.multiple, boxes = [];
    var f = el('fieldset', {}, [el('legend', {}, [t(!many ? 'chooseOne' : p.survey ? 'chooseFit' : 'chooseMany')])]);
    withUnsure(p).forEach(function (c) {
      var words = letters && c.key !== 'unsure' && c.letter && p.kind !== 'true-false' ? el('span', { 'class': 'words' }) : wordsOf(c);
      boxes.push({ key: c.key, node: option(many ? 'checkbox' : 'radio', 'c' + n, g.choices.indexOf(c.key) >= 0, c.letter, words, function (on) {
        if (!many) { g.choices = [c.key]; }
        else if (c.key === 'unsure') { g.choices = on ? ['unsure'] : []; }
        else { g.choices = g.choices.filter(function (k) { return k !== c.key && k !== 'unsure'; }).concat(on ? [c.key] : []); }
        boxes.forEach(function (b) { b.node.querySelector('input').checked = g.choices.indexOf(b.key) >= 0; });
        changed();
      }) });
      f.appendChild(boxes[boxes.length - 1].node);
    });
    return f;
  }
  // unsureBox is "I don't know" beside what is typed, ordered or matched, which it puts aside.
  function unsureBox(p, g, n, changed, aside) {
    aside(isUnsure(g));
    return p.survey ? null : option('checkbox', 'u' + n, isUnsure(g), null, el('span', { 'class': 'words' }, [t('dontKnow')]), function (on) {
      g.choices = on ? ['unsure'] : [];
      aside(on);
      changed();
    });
  }
  function order(p, g, n, changed) {
    var keys = g.choices.length === p.choices.length ? g.choices.slice() : p.choices.map(function (c) { return c.key; });
    var list = el('ol', { 'aria-labelledby': 'o' + n });
    function choice(key) { return p.choices.filter(function (c) { return c.key === key; })[0] || p.choices[0]; }
    function move(key, by) {
      var at = keys.indexOf(key), to = at + by, b;
      if (to < 0 || to >= keys.length) { return; }
      keys.splice(at, 1);
      keys.splice(to, 0, key);
      g.choices = keys.slice();
      draw();
      b = list.children[to].querySelectorAll('button')[by < 0 ? 0 : 1];
      b.focus();
      changed();
      status('wait', t('moved', { x: choice(key).letter || choice(key).text, n: to + 1, m: keys.length }));
    }
    function draw() {
      empty(list);
      keys.forEach(function (key, i) {
        var c = choice(key), name = letters && c.letter ? c.letter : c.text;
        list.appendChild(el('li', { 'class': 'line' }, [c.letter ? el('span', { 'class': 'letter' }, [c.letter]) : null, letters && c.letter ? el('span', { 'class': 'words' }) : wordsOf(c),
          el('span', { 'class': 'moves' }, [button('↑', function () { move(key, -1); }, '', { 'aria-label': t('up', { x: name }), 'aria-disabled': i === 0 ? 'true' : null }),
          button('↓', function () { move(key, 1); }, '', { 'aria-label': t('down', { x: name }), 'aria-disabled': i === keys.length - 1 ? 'true' : null })])]));
      });
    }
    draw();
    return [el('p', { 'class': 'label', id: 'o' + n }, [t('orderHint')]), list, unsureBox(p, g, n, changed, function (on) { list.hidden = on; })];
  }
  function match(p, g, n, changed) {
    var box = el('div', { role: 'group', 'aria-labelledby': 'o' + n }), rights = p.rights || [];
    p.choices.forEach(function (c, i) {
      var id = 'm' + n + '-' + i, s = el('select', { id: id, change: function () {
        var all = box.querySelectorAll('select'), k;
        g.choices = [];
        for (k = 0; k < all.length; k++) { g.choices.push(all[k].value); }
        changed();
      } }, [el('option', { value: '' }, [t('choose')])]);
      rights.forEach(function (r, k) { s.appendChild(el('option', { value: '#' + (k + 1) }, [String.fromCharCode(65 + k) + '  ' + r])); });
      s.value = !isUnsure(g) && g.choices[i] || '';
      box.appendChild(said('label', c.text, { 'class': 'label', 'for': id }));
      box.appendChild(s);
    });
    return [el('p', { 'class': 'label', id: 'o' + n }, [t('matchHint')]), box, unsureBox(p, g, n, changed, function (on) { box.hidden = on; })];
  }
  function text(p, g, n, changed) {
    var id = 't' + n, number = p.kind === 'number';
    var input = el('input', { type: 'text', id: id, maxlength: number ? '24' : '200', autocomplete: 'off', inputmode: number ? 'decimal' : null, value: g.text, 'data-shown': building, input: function () { g.text = input.value; changed(); } });
    return [el('label', { 'for': id, 'class': 'label' }, [t(number ? 'number' : 'answer'), p.unit ? ' (' : null, p.unit ? said('span', p.unit) : null, p.unit ? ')' : null]), input,
      el('p', {}, [unsureBox(p, g, n, changed, function (on) { input.disabled = on; })])];
  }
  var building = ''; // the screen that is being built

  function pollScreen(p) {
    var id = 'poll|' + p.id + '|' + p.round, g = drafts[id], mine = view.mine;
    if (!g) {
      g = drafts[id] = copy(mine || pending && pending.kind === 'answer' && pending.body.poll === p.id && pending.body);
    }
    var direct = letters && p.kind !== 'multiple' && !p.multiple && !p.sure && (p.kind === 'single' || p.kind === 'true-false');
    function isPending() { return [pending, queued].some(function (a) { return a && a.kind === 'answer' && a.body.poll === p.id && a.body.round === p.round; }); }
    function send() {
      var why = missing(p, g), body;
      if (why) { status('bad', t(why)); return; }
      body = complete(p, g);
      body.poll = p.id;
      body.round = p.round;
      g.error = '';
      act('answer', body, function (error) { g.error = error; });
      update();
    }
    function update() {
      var done = view.mine && same(view.mine, complete(p, g)), none = missing(p, g) !== '' || p.kind === 'order' && !g.choices.length, b = byId('send');
      if (b) { b.textContent = t(view.mine ? 'change' : 'send'); b.hidden = !!done && !isPending(); }
      if (isPending()) { status('wait', t(pending && pending.tries ? 'notYet' : 'sending')); }
      else if (g.error) { status('bad', t({ closed: 'late', round: 'late' }[g.error] || 'bad')); }
      else if (!p.open) { status(view.mine ? 'ok' : '', view.mine && !p.results ? t('sent') : ''); }
      else if (done) { status('ok', '✓ ' + t('sent'), t('sentText')); }
      else if (view.mine && !none) { status('wait', t('changed')); }
      else { status('', ''); }
      if (direct) { mark(); }
    }
    function mark() {
      var all = main.querySelectorAll('.big'), i, on;
      for (i = 0; i < all.length; i++) {
        on = g.choices.indexOf(all[i].getAttribute('data-key')) >= 0;
        all[i].className = all[i].className.replace(/ on\b/, '') + (on ? ' on' : '');
        all[i].setAttribute('aria-pressed', on ? 'true' : 'false');
      }
    }
    function big() {
      var box = el('div', { 'class': 'buttons', role: 'group', 'aria-labelledby': 'h' });
      withUnsure(p).forEach(function (c) {
        var wordy = c.key === 'unsure' || !c.letter || p.kind === 'true-false';
        var b = button(wordy ? '' : c.letter, function () { g.choices = [c.key]; send(); }, wordy ? 'big wordy' : 'big', { 'data-key': c.key, 'aria-pressed': 'false' });
        if (wordy) { b.appendChild(wordsOf(c)); }
        box.appendChild(b);
      });
      return [el('p', { 'class': 'label' }, [t('chooseOne')]), box];
    }
    function form() {
      building = id;
      var f = el('form', { novalidate: '', submit: function (e) { e.preventDefault(); send(); } }, question(p, g, 0, function () {
        g.error = '';
        update();
      }));
      f.appendChild(el('button', { type: 'submit', 'class': 'main', id: 'send' }, [t('send')]));
      return [f];
    }
    function build() {
      var kids = [teamsBox(), letters && p.open && !typed(p) && p.kind !== 'match' ? heading(t('answer')) : heading(p.prompt, true)];
      if (p.open) { return kids.concat(direct ? big() : form()); }
      if (!p.results && !p.right && !p.why) { kids.push(el('p', { 'class': 'quiet' }, [t('closed')])); }
      if (view.mine && !p.results) { kids = kids.concat(yours(p, view.mine)); }
      return kids.concat(revealed(p, view.mine));
    }
    return page(id, [p.open, p.results, p.before, p.right, p.words, p.why, view.team, p.open ? 0 : view.mine], build, update);
  }
  function nameOf(p, key) {
    var hit = withUnsure(p).filter(function (c) { return c.key === key; })[0];
    return hit ? (hit.letter ? hit.letter + '  ' : '') + textOf(p, hit) : '';
  }
  function yours(p, mine) {
    var lines = isUnsure(mine = copy(mine)) ? [t('dontKnow')] : typed(p) ? [mine.text] : p.kind === 'match' ? p.choices.map(function (c, i) {
      var k = Number(String(mine.choices[i] || '').slice(1));
      return c.text + ' – ' + (k ? p.rights[k - 1] : '…');
    }) : mine.choices.map(function (k) { return nameOf(p, k); });
    return [el('h2', {}, [t('yours')])].concat(lines.map(function (l) { return said('p', l); }));
  }
  function revealed(p, mine) {
    var kids = [], ul;
    if (p.results) {
      kids.push(el('h2', {}, [t('results')]));
      ul = el('ul', {});
      p.results.bars.forEach(function (b) {
        var right = (p.right || []).indexOf(b.key) >= 0, m = p.results.answered, fill = el('div', { 'class': 'fill' }), was = null;
        fill.style.width = (m ? Math.round(100 * b.count / m) : 0) + '%';
        if (p.before) { was = p.before.bars.filter(function (o) { return o.key === b.key; })[0]; }
        ul.appendChild(el('li', { 'class': right ? 'result right' : 'result' }, [
          b.letter ? el('span', { 'class': 'letter' }, [b.letter + ' ']) : null, wordsOf(b), right ? el('span', { 'class': 'tag' }, ['✓ ' + t('right')]) : null,
          mine && copy(mine).choices.indexOf(b.key) >= 0 ? el('span', { 'class': 'tag mine' }, [t('yours')]) : null,
          el('div', { 'class': 'small' }, [t('count', { n: b.count, m: m }), was ? ' (' + t('before', { n: was.count, m: p.before.answered }) + ')' : null]),
          el('div', { 'class': 'bar', 'aria-hidden': 'true' }, [fill])]));
      });
      kids.push(ul);
    }
    if (p.words && p.words.length) {
      kids.push(el('h2', {}, [t('rightWords')]));
      p.words.forEach(function (w) { kids.push(said('p', w)); });
    } else if (p.right && p.right.length && !p.results) {
      kids.push(el('h2', {}, [t('rightWords')]));
      p.right.forEach(function (k) { kids.push(said('p', nameOf(p, k))); });
    }
    if (p.why) { kids.push(el('h2', {}, [t('why')]), said('p', p.why)); }
    return kids;
  }

  // ---- the wall

  function wallScreen(w) {
    var id = 'wall|' + w.id, input;
    function send(e) {
      e.preventDefault();
      input = byId('word');
      var words = input.value.replace(/\s+/g, ' ').trim();
      if (!words) { status('bad', t('typeFirst')); return; }
      if (pending) { return; }
      input.value = '';
      act('write', { poll: w.id, text: words }, function (error) {
        var box = byId('word');
        if (error && box && !box.value) { box.value = words; }
        status(error ? 'bad' : 'ok', error ? t(error === 'closed' ? 'late' : error === 'full' ? 'closed' : 'bad') : '✓ ' + t('wallSent'));
      });
      update();
    }
    function update() {
      var lists = afterBox, focused = doc.activeElement && doc.activeElement.id;
      if (pending && pending.kind === 'write') { status('wait', t(pending.tries ? 'notYet' : 'sending')); }
      empty(lists);
      if (view.myWords) {
        add(lists, [el('h2', {}, [t('wallMine')]), el('ul', { 'class': 'wordlist' }, view.myWords.map(function (o) {
          return el('li', {}, [said('span', o.text, { 'class': 'words' }), o.approved ? null : el('span', { 'class': 'small quiet' }, [t('wallWaiting')])]);
        }))]);
      }
      if (view.wall && view.wall.words) {
        add(lists, [el('h2', {}, [t('wallAll')]), el('ul', { 'class': 'wordlist' }, view.wall.words.map(function (o) {
          var on = (view.liked || []).indexOf(o.id) >= 0;
          return el('li', {}, [said('span', o.text, { 'class': 'words' }), button('♥ ' + (o.likes || ''), function () { if (!on && !pending) { act('like', { poll: w.id, word: o.id }, null); } }, on ? 'on' : '',
            { id: 'like' + o.id, 'aria-label': t('likeThis', { x: o.text }) + (o.likes ? ', ' + t('likes', { n: o.likes }) : ''), 'aria-pressed': on ? 'true' : 'false' })]);
        }))]);
      }
      if (focused && focused.indexOf('like') === 0) { focus(focused); }
    }
    function build() {
      var kids = [teamsBox(), heading(w.prompt, true)];
      if (w.open) {
        kids.push(el('form', { submit: send, novalidate: '' }, [el('label', { 'for': 'word', 'class': 'label' }, [t('wallLabel')]), el('p', { id: 'wordhint', 'class': 'hint' }, [t('wallHint')]),
          el('input', { type: 'text', id: 'word', maxlength: '80', autocomplete: 'off', 'aria-describedby': 'wordhint', 'data-shown': id }), el('button', { type: 'submit', 'class': 'main' }, [t('send')])]));
      } else {
        kids.push(el('p', { 'class': 'quiet' }, [t('closed')]));
      }
      return kids;
    }
    return page(id, [w.open, view.team], build, update);
  }

  // ---- scenarios

  function scenarioScreen(s) {
    var id = 'scenario|' + s.id + '|' + s.round, note = drafts[id] = drafts[id] || { choices: view.myVote ? [view.myVote] : [], error: '' };
    function mine() { return pending && pending.kind === 'vote' || queued && queued.kind === 'vote'; }
    function send(e) {
      if (e) { e.preventDefault(); }
      if (!note.choices.length) { status('bad', t('chooseFirst')); return; }
      note.error = '';
      act('vote', { poll: s.id, round: s.round, action: note.choices[0] }, function (error) { note.error = error; });
      update();
    }
    function update() {
      var done = view.myVote && view.myVote === note.choices[0], b = byId('send');
      if (b) { b.hidden = !!done && !mine(); }
      if (mine()) { status('wait', t(pending && pending.tries ? 'notYet' : 'sending')); }
      else if (note.error) { status('bad', t({ closed: 'late', round: 'late' }[note.error] || 'bad')); }
      else if (s.open && done) { status('ok', '✓ ' + t('sent'), t('voteText')); }
      else if (s.open && view.myVote) { status('wait', t('changed')); }
      else { status('', ''); }
    }
    function build() {
      var kids = [teamsBox(), heading(s.title, true)], f;
      function each(list) { (list || []).forEach(function (x) { kids.push(said('p', x)); }); }
      if (s.minutes || s.now) { kids.push(said('p', [t('minute', { n: s.minutes || 0 })].concat(s.now || []).join(' · '), { 'class': 'small quiet' })); }
      if (s.said) { kids.push(el('h2', {}, [t('happened')])); each(s.said); }
      each(s.parts);
      if (s.ending) { kids.push(said('h2', s.ending[0])); each([s.ending[1]]); }
      if (s.open && s.choices) {
        f = el('fieldset', {}, [el('legend', {}, [t('vote')])]);
        s.choices.forEach(function (c) {
          f.appendChild(option('radio', 'v', note.choices[0] === c.key, c.letter, letters && c.letter ? el('span', { 'class': 'words' }) : wordsOf(c), function () { note.choices = [c.key]; note.error = ''; update(); }));
        });
        kids.push(el('form', { submit: send, novalidate: '' }, [f, el('button', { type: 'submit', 'class': 'main', id: 'send' }, [t('voteSend')])]));
      }
      return kids.concat(revealed({ results: s.results, choices: s.choices || [], survey: true }, view.myVote ? { choices: [view.myVote] } : null));
    }
    return page(id, [s.open, s.results, s.ended, s.parts, view.team], build, update);
  }

  // ---- before and after

  function phaseScreen() {
    var items = view.items || [], phase = view.phase, id;
    if (view.sent) {
      sheet = null;
      keep('sheet', null);
      return page('phase|' + phase + '|sent', '', function () {
        status('', '');
        return [heading(t('sheetSent')), el('p', {}, [t(phase === 'before' ? 'sheetSentText' : 'sheetThanks')]), el('p', {}, [t('waitingText')])];
      });
    }
    if (!sheet || sheet.phase !== phase) { sheet = { phase: phase, at: -1, answers: {} }; }
    if (sheet.at > items.length) { sheet.at = -1; }
    id = 'phase|' + phase + '|' + sheet.at;
    function go(to) {
      sheet.at = to;
      keep('sheet', JSON.stringify(sheet));
      status('', '');
      render(true);
    }
    function pair(last) {
      return el('div', { 'class': 'pair' }, [sheet.at >= 0 ? button(t('back'), function () { go(sheet.at - 1); }) : null, last]);
    }
    function next(words) { return el('button', { type: 'submit', 'class': 'main' }, [words]); }
    function form(kids, submit) { return el('form', { novalidate: '', submit: function (e) { e.preventDefault(); submit(); } }, kids); }
    function build() {
      building = id;
      var p = items[sheet.at], g;
      if (sheet.at < 0) {
        return [heading(t(phase === 'before' ? 'phaseBefore' : 'phaseAfter')), el('p', {}, [t('phaseText')]), form([pair(next(t('start')))], function () { go(0); })];
      }
      if (!p) { return codeStep(items, id, form, pair); }
      g = sheet.answers[p.id] = sheet.answers[p.id] || copy(null);
      return [el('p', { 'class': 'count' }, [t('nth', { n: sheet.at + 1, m: items.length })]), heading(p.prompt, true), form(question(p, g, sheet.at, function () {
        keep('sheet', JSON.stringify(sheet));
      }).concat([pair(next(t('next')))]), function () {
        if (p.kind === 'order') { sheet.answers[p.id] = complete(p, g); }
        go(sheet.at + 1);
      })];
    }
    return page(id, view.own, build, function () {
      if (pending && pending.kind === 'sheet') { status('wait', t(pending.tries ? 'notYet' : 'sending')); }
    });
  }
  var codes = { way: '', ticket: '', own: [] }; // in memory only
  function codeStep(items, id, form, pair) {
    var given = [], own = view.own || [], fields = el('div', {});
    items.forEach(function (p) {
      var g = sheet.answers[p.id], a;
      if (g && !missing(p, g) && (p.kind !== 'order' || g.choices.length)) { a = complete(p, g); a.item = p.id; given.push(a); }
    });
    function field(n, label, hint, value, max, set, numeric) {
      var input = el('input', { type: 'text', id: 'k' + n, maxlength: max, autocomplete: 'off', autocorrect: 'off', spellcheck: 'false', value: value || '', inputmode: numeric ? 'numeric' : null, 'aria-describedby': 'kh' + n, 'data-shown': id, input: function () { set(input.value); } });
      add(fields, [el('label', { 'for': 'k' + n, 'class': 'label' }, [label]), el('p', { id: 'kh' + n, 'class': 'hint' }, [hint]), input]);
    }
    function draw() {
      empty(fields);
      if (codes.way === 'ticket') { field(0, t('ticketLabel'), t('ticketHint'), codes.ticket, 12, function (v) { codes.ticket = v; }); }
      if (codes.way === 'none') { fields.appendChild(el('p', {}, [t('noneText')])); }
      if (codes.way === 'own') {
        fields.appendChild(el('p', {}, [t('ownText')]));
        own.forEach(function (q, i) { field(i, q.text, q.hint || '', codes.own[i], q.kind === 'number' ? 2 : 30, function (v) { codes.own[i] = v; }, q.kind === 'number'); });
      }
    }
    function submit() {
      var body = { phase: sheet.phase, answers: given }, i;
      if (pending) { return; }
      if (!codes.way) { status('bad', t('chooseFirst')); return; }
      if (codes.way === 'none') { body.none = true; }
      else if (codes.way === 'ticket') { body.ticket = codes.ticket; if (!codes.ticket.trim()) { status('bad', t('badTicket')); return; } }
      else { body.own = []; for (i = 0; i < own.length; i++) { body.own.push(codes.own[i] || ''); } }
      act('sheet', body, function (error) {
        if (error) { status('bad', t({ ticket: 'badTicket', own: 'badOwn', closed: 'late' }[error] || 'bad')); return; }
        codes = { way: '', ticket: '', own: [] };
      });
      render();
    }
    var f = el('fieldset', {}, [el('legend', {}, [t('codeWhich')])]), left = items.length - given.length;
    ['ticket', 'own', 'none'].forEach(function (way) {
      f.appendChild(option('radio', 'way', codes.way === way, null, el('span', { 'class': 'words' }, [t(way)]), function () { codes.way = way; status('', ''); draw(); }));
    });
    draw();
    return [heading(t('code')), el('p', {}, [t('codeText')]), left ? el('p', { 'class': 'quiet' }, [t('left', { n: left })]) : null,
      form([f, fields, pair(el('button', { type: 'submit', 'class': 'main' }, [t('sheetSend')]))], submit)];
  }

  // ---- around it

  function foot() {
    var select = el('select', { id: 'lang', change: function () { setLanguage(select.value); } }), l, list = keptList()[0], toggle;
    for (l in WORDS) { select.appendChild(el('option', { value: l, lang: l }, [WORDS[l].name])); }
    select.value = lang;
    function ways() { byId('ways').hidden = !token || over; }
    function way(on, words) {
      return button(words, function () { letters = on; keep('letters', on ? 'yes' : 'no'); foot(); focus(on ? 'only' : 'whole'); render(true); }, letters === on ? 'on' : '', { 'aria-pressed': letters === on ? 'true' : 'false', id: on ? 'only' : 'whole' });
    }
    list.hidden = true;
    list.querySelector('h2').id = 'kepth2';
    list.setAttribute('aria-labelledby', 'kepth2');
    toggle = button(t('keptTitle'), function () {
      list.hidden = !list.hidden;
      toggle.setAttribute('aria-expanded', list.hidden ? 'false' : 'true');
    }, 'plain', { 'aria-expanded': 'false' });
    add(empty(byId('foot')), [el('div', { id: 'ways' }, [el('p', { 'class': 'label', id: 'showh' }, [t('show')]), el('div', { 'class': 'pair', role: 'group', 'aria-labelledby': 'showh' }, [way(false, t('whole')), way(true, t('letters'))])]),
      el('label', { 'for': 'lang', 'class': 'label' }, [t('language')]), select, el('p', {}, [toggle]), list]);
    ways();
  }
  function setLanguage(l) {
    lang = l;
    keep('lang', l);
    dress();
    render(true);
    focus('lang');
    if (view && view.state === 'phase') { ask(true); } // the questions of an own code come from the laptop
  }
  function dress() {
    doc.documentElement.setAttribute('lang', lang);
    doc.documentElement.setAttribute('dir', directionOf(lang));
    byId('draft').textContent = WORDS[lang].draft;
    byId('draft').hidden = !WORDS[lang].draft;
    net();
    foot();
  }

  dress();
  render(true);
  if (token) {
    (function () {
      var p = read('pending');
      if (p) { pending = { kind: p.kind, body: p.body, number: p.number, tries: 0, timer: 0, done: null }; transmit(); }
    }());
    ask(true);
  }
  doc.addEventListener('visibilitychange', function () { if (doc.visibilityState === 'visible') { wake(); } });
  window.addEventListener('pageshow', function (e) { if (e.persisted) { wake(); } });
  window.addEventListener('online', wake);
  main.addEventListener('input', function () { touched = true; });
  main.addEventListener('submit', function () { touched = false; }, true); // what was typed is on its way
  doc.addEventListener('keydown', function () { keyboard = true; }, true);
  ['mousedown', 'touchstart'].forEach(function (e) { doc.addEventListener(e, function () { keyboard = false; }, true); });
  doc.addEventListener('focusout', function () { setTimeout(function () { if (!freshBox.hidden && !typing()) { render(); } }, 300); });
  setInterval(net, 10000);
}());
