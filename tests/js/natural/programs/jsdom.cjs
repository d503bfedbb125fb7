const { JSDOM } = require('jsdom');
const dom = new JSDOM('<p id=a>x</p>');
dom.window.document.getElementById('a').addEventListener('click', () => {});
__keep([dom, dom.window.document.querySelector('p')]);
