const Handlebars = require('handlebars');
const cheerio = require('cheerio');
const template = Handlebars.compile('{{#each a}}{{this}}{{/each}}');
__keep([Handlebars, template, template({ a: [1, 2] }), cheerio.load('<p class=a>x</p>')('p.a').text(), cheerio]);
