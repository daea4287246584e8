/* What a page can do besides, when scripts run. Every page is complete without.
 *
 *   - an answer is sent in the background, again and again until it is kept, and the
 *     page says so as long as it is not;
 *   - an ear reads aloud: recordings, else the device's own voice;
 *   - how the page looks changes at once;
 *   - ranking by tapping;
 *   - a cover after half a minute without anybody there.
 *
 * Nothing is kept on the device. No framework, and no newer language than the browsers
 * of old school laptops have; what one lacks is left out. */
(function () {
  'use strict';

  var PATIENCE = 30000;  // until the cover, in milliseconds
  var TOO_SLOW = 1500;   // an answer on its way this long is not kept yet: say so
  var GIVE_UP = 15000;   // on one attempt, not on the answer
  var FIRST_WAIT = 500, LONGEST_WAIT = 8000;

  var me = document.getElementById('runner'), root = document.documentElement;
  var main = document.querySelector('main');
  if (!me || !main || !root.classList) return;

  function word(name) { return me.getAttribute('data-' + name) || ''; }
  function all(selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }
  function make(element, kind, text) {
    var made = document.createElement(element);
    made.className = kind;
    made.textContent = text;
    return made;
  }

  /* --- Answers: only a redirect says that one is kept ----------------------------- */

  var banner = make('p', 'unsaved', ''), pressed = null, unsaved = false;
  banner.setAttribute('role', 'status');
  document.body.insertBefore(banner, document.body.firstChild);

  function pair(name, value) {
    return encodeURIComponent(name) + '=' + encodeURIComponent(value);
  }

  /* As a browser would send it, with the button that was pressed. */
  function fields(form, button) {
    var pairs = [], i, field, several;
    for (i = 0; i < form.elements.length; i++) {
      field = form.elements[i];
      several = field.type === 'radio' || field.type === 'checkbox';
      if (field.name && field.type !== 'submit' && (!several || field.checked))
        pairs.push(pair(field.name, field.value));
    }
    if (button && button.name) pairs.push(pair(button.name, button.value));
    return pairs.join('&');
  }

  /* The server has something to say about it: let it show its own page. */
  function sendPlainly(form, button) {
    var field = document.createElement('input');
    field.type = 'hidden';
    field.name = button.name;
    field.value = button.value;
    form.appendChild(field);
    unsaved = false;
    form.submit();
  }

  function post(address, body, done, failed) {
    var stop = window.AbortController ? new AbortController() : null;
    var late = setTimeout(function () { if (stop) stop.abort(); }, GIVE_UP);
    var how = { method: 'POST', body: body, credentials: 'same-origin',
                redirect: 'manual',
                headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
    if (stop) how.signal = stop.signal;
    window.fetch(address, how).then(
      function (reply) { clearTimeout(late); done(reply); },
      function () { clearTimeout(late); failed(); });
  }

  function send(form, button) {
    var body = fields(form, button), wait = FIRST_WAIT;
    function say() { banner.textContent = word('unsaved'); }
    function again() {
      say();
      setTimeout(attempt, wait * (0.5 + Math.random()));
      wait = Math.min(2 * wait, LONGEST_WAIT);
    }
    function attempt() {
      post('/answer', body, function (reply) {
        if (reply.type === 'opaqueredirect') {
          unsaved = false;
          window.location.assign('/');
        } else if (reply.status === 503) {
          again();
        } else {
          sendPlainly(form, button);
        }
      }, again);
    }
    unsaved = true;
    hush();
    main.setAttribute('aria-busy', 'true');
    setTimeout(say, TOO_SLOW);
    attempt();
  }

  /* What is on its way stays as it is. */
  ['click', 'mousedown', 'keydown', 'beforeinput'].forEach(function (kind) {
    main.addEventListener(kind, function (event) {
      if (unsaved && event.key !== 'Tab') event.preventDefault();
    });
  });

  document.addEventListener('click', function (event) {
    var at = event.target;
    while (at && at.nodeName !== 'BUTTON') at = at.parentNode;
    pressed = at || pressed;
  }, true);

  document.addEventListener('submit', function (event) {
    var form = event.target;
    var button = pressed && pressed.form === form ? pressed
                                                  : form.querySelector('[name=do]');
    var action = button.getAttribute('formaction') || form.getAttribute('action');
    pressed = null;
    if (action === '/look' && window.fetch) {
      event.preventDefault();
      look(button);
    } else if (action === '/answer' && window.fetch) {
      event.preventDefault();
      if (!unsaved) send(form, button);
    }
  });

  window.addEventListener('beforeunload', function (event) {
    if (!unsaved) return;
    event.preventDefault();
    event.returnValue = '';
  });
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) window.location.reload();  // it may be an older page
  });

  /* --- Looks: here at once, and in the cookie for the next page ------------------- */

  function look(button) {
    var letters = '';
    var on = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(on));
    root.classList[on ? 'add' : 'remove'](button.getAttribute('data-class'));
    all('[data-letter]').forEach(function (one) {
      if (one.getAttribute('aria-pressed') === 'true')
        letters += one.getAttribute('data-letter');
    });
    post('/look', pair('look', letters), function () {}, function () {});
  }

  /* --- Reading aloud -------------------------------------------------------------- */

  var ear = document.querySelector('.ear'), speech = window.speechSynthesis;
  var player = window.Audio ? new Audio() : null, saying = null, turn = 0;

  function language(element) {
    while (element && !element.lang) element = element.parentNode;
    return element ? element.lang : '';
  }

  /* Only a voice of the device itself: another one would send the text away. */
  function voice(element) {
    var wanted = language(element), voices = speech ? speech.getVoices() : [];
    return voices.filter(function (one) {
      return one.localService && one.lang.slice(0, wanted.length) === wanted;
    })[0];
  }

  function pieces() {
    return all('[data-say]').filter(function (one) {
      return one.offsetWidth && one.textContent &&
             (one.getAttribute('data-say') && player || voice(one));
    });
  }

  function mark(element) {
    if (saying) saying.classList.remove('aloud');
    saying = element;
    if (!element) return;
    element.classList.add('aloud');
    var box = element.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight * 0.8)
      element.scrollIntoView({ block: 'center' });
  }

  function hush() {
    turn++;
    mark(null);
    if (player) player.pause();
    if (speech) speech.cancel();
    if (ear) label(word('read'), false);
  }

  function label(text, reading) {
    ear.classList[reading ? 'add' : 'remove']('reading');
    ear.querySelector('span').textContent = text;
  }

  function speak(element, next) {
    var found = voice(element), words;
    if (!found) return next();
    words = new SpeechSynthesisUtterance(element.textContent);
    words.voice = found;
    words.lang = found.lang;
    words.rate = 0.9;
    words.onend = words.onerror = next;
    speak.now = words;  // some browsers lose one that nobody holds
    speech.speak(words);
  }

  function play(element, next) {
    var address = element.getAttribute('data-say'), gone = false, playing;
    function instead() {
      if (gone) return;
      gone = true;
      speak(element, next);
    }
    if (!address || !player) return speak(element, next);
    player.onended = next;
    player.onerror = instead;
    player.src = address;  // one player for all: some let only the first one sound
    playing = player.play();
    if (playing && playing['catch']) playing['catch'](instead);
  }

  function read(list) {
    var mine = ++turn, at = 0;
    function next() {
      if (mine !== turn) return;
      if (at === list.length) return hush();
      stir();
      mark(list[at]);
      play(list[at++], once(next));
    }
    label(word('stop'), true);
    next();
  }

  /* Some say twice that they have ended. */
  function once(act) {
    return function () {
      var now = act;
      act = function () {};
      now();
    };
  }

  function offer() { ear.hidden = pieces().length === 0; }

  if (ear) {
    me.setAttribute('data-read', ear.textContent);
    ear.addEventListener('click', function () {
      if (saying) hush();
      else read(pieces());
    });
    if (speech && speech.addEventListener)
      speech.addEventListener('voiceschanged', offer);
    window.addEventListener('pagehide', hush);
    offer();
  }

  /* --- Ranking: tap what comes first, then what comes second ---------------------- */

  function rank(group) {
    var lists = Array.prototype.slice.call(group.querySelectorAll('select'));
    var most = Number(group.getAttribute('data-places')), order = [];
    var help = document.getElementById('help'), tap = group.getAttribute('data-tap');

    function show() {
      lists.forEach(function (list) {
        var place = order.indexOf(list) + 1;
        list.value = place || '';
        list.button.setAttribute('aria-pressed', String(place > 0));
        list.button.disabled = !place && order.length === most;
        list.button.lastChild.textContent =
          place ? group.getAttribute('data-place').replace('{1}', place) : '';
      });
    }
    function toggle(list) {
      var at = order.indexOf(list);
      if (at >= 0) order.splice(at, 1);
      else if (order.length < most) order.push(list);
      show();
    }
    lists.forEach(function (list) {
      var row = list.parentNode, text = row.querySelector('label span');
      var button = list.button = make('button', 'place', '');
      button.type = 'button';
      button.appendChild(text);
      button.appendChild(document.createTextNode(' '));
      button.appendChild(make('b', '', ''));
      button.addEventListener('click', function () { toggle(list); });
      row.parentNode.insertBefore(button, row);
      row.hidden = true;
      if (list.value) order[Number(list.value) - 1] = list;
      if (list.autofocus) button.focus();
    });
    order = order.filter(Boolean);
    if (tap && help) help.textContent = tap;
    show();
  }
  all('.ranking').forEach(rank);

  /* --- The cover ------------------------------------------------------------------ */

  var cover = null, idle = 0, before = null;

  function lift() {
    root.classList.remove('covered');
    document.body.removeChild(cover);
    cover = null;
    if (before && before.focus) before.focus();
    stir();
  }

  function draw() {
    if (saying) return stir();  // somebody is listening
    before = document.activeElement;
    cover = make('div', 'cover', '');
    cover.appendChild(make('button', '', word('cover')));
    cover.setAttribute('role', 'dialog');
    cover.setAttribute('aria-modal', 'true');
    cover.setAttribute('aria-label', word('cover'));
    cover.addEventListener('click', lift);
    root.classList.add('covered');
    document.body.appendChild(cover);
    cover.firstChild.focus();
  }

  function stir() {
    clearTimeout(idle);
    if (!cover && word('cover')) idle = setTimeout(draw, PATIENCE);
  }
  ['keydown', 'mousemove', 'mousedown', 'touchstart', 'wheel', 'scroll'].forEach(
    function (kind) { window.addEventListener(kind, stir, true); });
  stir();
}());
