// What pages gain when the browser runs scripts; without them every form still posts and every link still leads.
// Nothing here makes markup from text: regions come from Document.parseHTML, which sanitizes, words by textContent.

const parseHTML = (html) => Document.parseHTML(html, { sanitizer: { removeElements: ['meta'] } });
const canSwap = typeof Document.parseHTML === 'function';
const SVG = 'http://www.w3.org/2000/svg';

// --- Forms: one submission at a time, progress at the pressed control, a region swapped instead of the page ---

function setBusy(form, control, busy) {
  if (busy) form.dataset.busy = '';
  else delete form.dataset.busy;
  control?.setAttribute('aria-busy', String(busy));
}

function onSubmit(event) {
  const form = event.target;
  if ('busy' in form.dataset) return event.preventDefault();
  if (event.defaultPrevented || form.method === 'dialog') return;
  const control = event.submitter ?? form.querySelector('button:not([type=button])');
  setBusy(form, control, true);
  const action = new URL(control?.getAttribute('formaction') ?? form.action, location.href);
  if (!form.dataset.swap || !canSwap || action.origin !== location.origin) return;
  event.preventDefault();
  swapByForm(form, event.submitter, action).catch(() => sayFailed(form)).finally(() => setBusy(form, control, false));
}

async function swapByForm(form, submitter, action) {
  const method = (submitter?.getAttribute('formmethod') ?? form.method).toUpperCase();
  const data = new FormData(form, submitter);
  const body = form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data);
  if (method === 'GET') action.search = body;
  const response = await fetch(action, { method, body: method === 'GET' ? undefined : body, headers: { Accept: 'text/html' } });
  const landed = new URL(response.url);
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html');
  // Sent elsewhere, or not a page: go there like a browser would.
  if (!isPage || (response.redirected && landed.pathname !== location.pathname)) return location.assign(landed);
  // An error page has no such region, but every page of ours has a main part.
  const page = parseHTML(await response.text());
  if (!swapRegion(page, form.dataset.swap, submitter) && !swapRegion(page, '#main', submitter)) return location.assign(landed);
  if (method === 'GET') history.replaceState(null, '', landed);
}

function swapRegion(page, selector, submitter) {
  const old = document.querySelector(selector);
  const fresh = page.querySelector(selector);
  if (!old || !fresh) return false;
  const focused = document.activeElement;
  const held = old.contains(focused);
  const caret = held && 'selectionStart' in focused ? focused.selectionStart : null;
  const region = document.adoptNode(fresh);
  old.replaceWith(region);
  if (page.title) document.title = page.title;
  enhance(region);
  const summary = region.querySelector('.error-summary');
  if (summary) {
    summary.focus();
  } else if (held) {
    const named = submitter?.name ? region.querySelector(`[name="${CSS.escape(submitter.name)}"][value="${CSS.escape(submitter.value)}"]`) : null;
    const again = (focused.id && document.getElementById(focused.id)) || named || region.querySelector('[data-focus], h1, h2');
    if (again && !again.matches('a,button,input,select,textarea,[tabindex]')) again.tabIndex = -1;
    again?.focus({ preventScroll: true });
    if (caret !== null && again?.setSelectionRange) try { again.setSelectionRange(caret, caret); } catch { /* not a text field */ }
  }
  return true;
}

function sayFailed(form) {
  const words = form.dataset.failed ?? document.body.dataset.failed;
  if (!words) return location.reload();
  const note = form.querySelector('[data-failed-note]') ?? document.createElement('p');
  note.dataset.failedNote = '';
  note.dataset.tone = 'bad';
  note.className = 'notice';
  note.setAttribute('role', 'alert');
  note.textContent = words;
  form.append(note);
}

// Coming back through history: nothing is under way any more.
function onPageShow() {
  for (const form of document.querySelectorAll('form[data-busy]')) {
    setBusy(form, null, false);
    for (const control of form.querySelectorAll('[aria-busy]')) control.removeAttribute('aria-busy');
  }
}

// --- Live regions: server-sent JSON, bound by textContent; closed while nobody looks ---

const streams = new Map();

function openStream(region) {
  if (document.hidden || streams.has(region)) return;
  const url = new URL(region.dataset.live, location.href);
  if (url.origin !== location.origin) return;
  // The browser resends Last-Event-ID only on its own reconnects, not after we closed.
  if (region.dataset.liveLast) url.searchParams.set('last_event_id', region.dataset.liveLast);
  const source = new EventSource(url);
  streams.set(region, source);
  source.onmessage = (event) => {
    if (!region.isConnected) return closeStream(region);
    if (event.lastEventId) region.dataset.liveLast = event.lastEventId;
    let message;
    try { message = JSON.parse(event.data); } catch { return; }
    if (message.reload) return refresh(region);
    for (const bound of region.querySelectorAll('[data-bind]')) {
      const value = message[bound.dataset.bind];
      if (typeof value === 'string' || typeof value === 'number') bound.textContent = value;
    }
  };
}

function closeStream(region) {
  streams.get(region)?.close();
  streams.delete(region);
}

async function refresh(region) {
  if (!canSwap || !region.id) return location.reload();
  const typing = region.querySelector('form [data-touched]');
  if (typing) return; // never takes away what somebody is writing
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const last = region.dataset.liveLast;
  const page = parseHTML(await response.text());
  const fresh = page.getElementById(region.id);
  if (!fresh) return;
  if (last) fresh.dataset.liveLast = last;
  closeStream(region);
  swapRegion(page, `#${CSS.escape(region.id)}`);
}

function onVisibility() {
  for (const region of document.querySelectorAll('[data-live]')) {
    if (document.hidden) closeStream(region);
    else openStream(region);
  }
}

// --- Roof: a plan in a compass, drawn from the typed measures; turning it writes the measure back ---

function shape(name, attributes, parent, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent?.append(element);
  return element;
}

const onCircle = (degrees, radius) => {
  const angle = (degrees * Math.PI) / 180;
  return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
};
const whole = (degrees) => ((Math.round(degrees) % 360) + 360) % 360;

// Plan drawn for a front slope that faces north (up): outline, front slope, ridges and hips.
function planOf(kind, length, width) {
  const [x, y] = [length / 2, width / 2];
  const box = `M${-x} ${-y}H${x}V${y}H${-x}Z`;
  const gableFront = `M${-x} ${-y}H${x}V0H${-x}Z`;
  if (kind === 'flat') return { outline: box, front: '', ridge: '' };
  if (kind === 'hip') {
    // Hips run at 45° on plan; a nearly square roof ends in a point.
    const ridge = Math.max(0, x - y);
    const inset = length >= width ? 0 : y - x;
    return {
      outline: box,
      front: `M${-x} ${-y}H${x}L${ridge} ${-inset}H${-ridge}Z`,
      ridge: `M${-x} ${-y}L${-ridge} ${-inset}L${ridge} ${-inset}L${x} ${-y}M${-x} ${y}L${-ridge} ${inset}L${ridge} ${inset}L${x} ${y}M${-ridge} ${-inset}V${inset}M${ridge} ${-inset}V${inset}`,
    };
  }
  if (kind === 'l') {
    const wing = Math.min(width, length / 2);
    const out = -y - wing;
    return {
      outline: `M${-x} ${-y}H${x - wing}V${out}H${x}V${y}H${-x}Z`,
      front: `M${-x} ${-y}H${x - wing}L${x - wing / 2} ${Math.min(0, -y + wing / 2)}V0H${-x}Z`,
      ridge: `M${-x} 0H${x}M${x - wing / 2} ${out}V${-y + wing / 2}M${x - wing} ${-y}L${x - wing / 2} ${-y + wing / 2}L${x} ${-y}`,
    };
  }
  return { outline: box, front: gableFront, ridge: `M${-x} 0H${x}` };
}

function enhanceRoof(roof) {
  const view = roof.querySelector('[data-roof-view]');
  const measure = (name) => {
    const found = [...roof.querySelectorAll(`[data-measure="${name}"]`)];
    return found.length > 1 || found[0]?.type === 'radio' ? found.find((input) => input.checked) : found[0];
  };
  const azimuth = measure('azimuth');
  if (!view || !azimuth || view.firstChild) return;
  const words = view.dataset;
  const letters = (words.letters ?? 'N,E,S,W').split(',');
  const directions = (words.directions ?? '').split(',');
  const number = (name, fallback, low, high) => {
    const value = Number.parseFloat(measure(name)?.value.replace(',', '.'));
    return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : fallback;
  };

  const svg = shape('svg', { viewBox: '-120 -120 240 240', role: 'group', 'aria-label': words.label ?? '' }, view);
  shape('circle', { r: 104, class: 'dial' }, svg);
  for (let degrees = 0; degrees < 360; degrees += 15) {
    const [x1, y1] = onCircle(degrees, 104);
    const [x2, y2] = onCircle(degrees, degrees % 45 ? 100 : 97);
    shape('line', { x1, y1, x2, y2, class: 'dial-tick' }, svg);
  }
  letters.forEach((letter, quarter) => {
    const [x, y] = onCircle(quarter * 90, 88);
    shape('text', { x, y, class: 'dial-letter' }, svg, letter);
  });
  const turned = shape('g', {}, svg);
  const outline = shape('path', { class: 'roof-outline' }, turned);
  const front = shape('path', { class: 'roof-front' }, turned);
  const ridge = shape('path', { class: 'roof-ridge' }, turned);
  const beam = shape('line', { class: 'dial-beam' }, svg);
  const handle = shape('circle', { r: 11, class: 'dial-handle', role: 'slider', tabindex: 0, 'aria-label': words.labelAzimuth ?? '', 'aria-valuemin': 0, 'aria-valuemax': 359 }, svg);

  const side = shape('svg', { viewBox: '-60 -44 120 58', class: 'side', 'aria-hidden': 'true' }, view);
  const profile = shape('path', { class: 'roof-outline' }, side);
  const pitchText = shape('text', { x: 0, y: 9, class: 'dial-text' }, side);

  const draw = () => {
    const [length, width] = [number('length', 12, 2, 100), number('width', 8, 2, 100)];
    const pitch = number('pitch', 25, 0, 60);
    const facing = whole(number('azimuth', 180, 0, 360));
    const kind = measure('shape')?.value ?? 'gable';
    const plan = planOf(kind, length, width);
    const reach = Math.hypot(length / 2, kind === 'l' ? width / 2 + Math.min(width, length / 2) : width / 2);
    const scale = 72 / reach;
    turned.setAttribute('transform', `rotate(${facing}) scale(${scale.toFixed(3)})`);
    for (const [element, path] of [[outline, plan.outline], [front, plan.front], [ridge, plan.ridge]]) {
      element.setAttribute('d', path);
      element.setAttribute('vector-effect', 'non-scaling-stroke');
    }
    const [bx, by] = onCircle(facing, 80);
    const [hx, hy] = onCircle(facing, 104);
    for (const [key, value] of [['x1', 0], ['y1', 0], ['x2', bx], ['y2', by]]) beam.setAttribute(key, value);
    handle.setAttribute('cx', hx);
    handle.setAttribute('cy', hy);
    handle.setAttribute('aria-valuenow', facing);
    handle.setAttribute('aria-valuetext', `${facing}°${directions.length === 8 ? `, ${directions[Math.round(facing / 45) % 8]}` : ''}`);
    const rise = Math.min(36, 48 * Math.tan((pitch * Math.PI) / 180));
    profile.setAttribute('d', kind === 'flat' ? 'M-48 0V-4H48V0Z' : `M-48 0L0 ${-rise}L48 0Z`);
    pitchText.textContent = kind === 'flat' ? '' : `${Math.round(pitch)}°`;
  };

  const turnTo = (degrees) => {
    const facing = whole(degrees);
    if (azimuth.tagName === 'SELECT') {
      const away = (option) => Math.abs(((Number(option.value) - facing + 540) % 360) - 180);
      azimuth.value = [...azimuth.options].filter((option) => option.value).reduce((best, option) => (away(option) < away(best) ? option : best)).value;
    } else {
      azimuth.value = facing;
    }
    azimuth.dispatchEvent(new Event('input', { bubbles: true }));
    draw();
  };
  const settle = () => azimuth.dispatchEvent(new Event('change', { bubbles: true }));
  const stepOf = azimuth.tagName === 'SELECT' ? 360 / Math.max(1, azimuth.options.length) : 5;
  const keys = { ArrowRight: stepOf, ArrowUp: stepOf, ArrowLeft: -stepOf, ArrowDown: -stepOf, PageUp: 45, PageDown: -45 };

  handle.addEventListener('keydown', (event) => {
    const now = number('azimuth', 180, 0, 360);
    if (event.key in keys) turnTo(now + (event.shiftKey && stepOf === 5 ? Math.sign(keys[event.key]) : keys[event.key]));
    else if (event.key === 'Home') turnTo(0);
    else if (event.key === 'End') turnTo(359);
    else return;
    event.preventDefault();
    settle();
  });
  const follow = (event) => {
    const middle = svg.getScreenCTM();
    turnTo(Math.round((Math.atan2(event.clientX - middle.e, middle.f - event.clientY) * 180) / Math.PI / 5) * 5);
  };
  svg.addEventListener('pointerdown', (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    if (Math.hypot(at.x, at.y) < 70) return; // the plan in the middle does not steal a scroll
    svg.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    event.preventDefault();
    follow(event);
  });
  svg.addEventListener('pointermove', (event) => svg.hasPointerCapture(event.pointerId) && follow(event));
  svg.addEventListener('pointerup', (event) => svg.hasPointerCapture(event.pointerId) && settle());
  roof.addEventListener('input', draw);
  view.hidden = false;
  draw();
}

// --- "Use my position": fills two fields; they leave the page only when the form is posted ---

function enhancePosition(button) {
  if (!navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const form = button.form ?? button.closest('form');
    const note = document.getElementById(button.getAttribute('aria-describedby'));
    button.setAttribute('aria-busy', 'true');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Four decimals are about ten metres: enough for the sun, no more than that.
        form.elements.latitude.value = coords.latitude.toFixed(4);
        form.elements.longitude.value = coords.longitude.toFixed(4);
        form.elements.latitude.dispatchEvent(new Event('change', { bubbles: true }));
        button.setAttribute('aria-busy', 'false');
        if (note) note.textContent = button.dataset.done ?? '';
      },
      () => {
        button.setAttribute('aria-busy', 'false');
        if (note) note.textContent = button.dataset.denied ?? '';
      },
      { timeout: 15_000, maximumAge: 600_000 },
    );
  });
}

// --- Small things ---

function enhance(root) {
  const each = (selector, act) => {
    if (root.matches?.(selector)) act(root);
    root.querySelectorAll(selector).forEach(act);
  };
  each('[data-live]', openStream);
  each('[data-roof]', enhanceRoof);
  each('[data-position]', enhancePosition);
  each('[data-print]', (button) => { button.hidden = false; button.addEventListener('click', () => print()); });
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
    const field = document.querySelector('[data-jump]');
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }
}

function registerServiceWorker() {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  const url = (name) => {
    if (name !== '/sw.js') throw new TypeError('only /sw.js');
    return name;
  };
  const policy = window.trustedTypes?.createPolicy('sw', { createScriptURL: url });
  navigator.serviceWorker.register(policy ? policy.createScriptURL('/sw.js') : '/sw.js').catch(() => { /* the pages work without it */ });
}

document.addEventListener('submit', onSubmit);
document.addEventListener('input', (event) => { if (event.isTrusted && event.target.dataset) event.target.dataset.touched = ''; });
document.addEventListener('change', (event) => {
  const form = event.target.form;
  if (form && 'auto' in form.dataset && form.dataset.swap && canSwap) form.requestSubmit();
});
document.addEventListener('visibilitychange', onVisibility);
document.addEventListener('keydown', onKey);
window.addEventListener('pageshow', onPageShow);
enhance(document);
document.querySelector('.error-summary')?.focus();
registerServiceWorker();
