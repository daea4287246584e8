/* Looks at /state.json every second, so that the page need not be loaded again. */
'use strict';
const tiles = document.querySelector('.tiles');
const light = document.querySelector('.light');
const model = document.createElement('li');
model.append(document.createElement('b'), document.createElement('span'),
    document.createElement('i'));

/* Touches only what changed: a screen reader is told no more than that. */
function say(element, text) {
    if (element.textContent !== text)
        element.textContent = text;
}

function show_tile(tile, i) {
    const element = tiles.children[i] || tiles.appendChild(model.cloneNode(true));
    element.className = tile.class;
    say(element.querySelector('b'), String(tile.seat));
    say(element.querySelector('span'), tile.text);
    say(element.querySelector('i'), tile.hand ? tiles.dataset.hand : '');
}

function show(state) {
    if ((document.body.dataset.open === 'yes') !== state.open)
        location.reload();
    say(light, state.saved);
    light.className = state.well ? 'light' : 'light alarm';
    for (const number of document.querySelectorAll('[data-count]')) {
        const count = state.counts[number.dataset.count];
        say(number, String(count));
        number.parentElement.classList.toggle('none', count === 0);
    }
    state.tiles.forEach(show_tile);
    document.querySelector('.empty').classList.toggle('none', state.tiles.length > 0);
}

async function look() {
    try {
        const reply = await fetch('/state.json', { cache: 'no-store' });
        if (!reply.ok)
            throw new Error(String(reply.status));
        show(await reply.json());
    } catch (error) {
        say(light, document.body.dataset.lost);
        light.className = 'light alarm';
    }
    setTimeout(look, 1000);
}
look();
