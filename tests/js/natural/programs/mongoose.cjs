const mongoose = require('mongoose');
const knex = require('knex')({ client: 'pg' });
const schema = new mongoose.Schema({ name: String, tags: [String] });
schema.methods.hello = function () { return this.name; };
const Model = mongoose.model('Thing', schema);
__keep([mongoose, Model, new Model({ name: 'a' }).hello(), knex, knex('t').where('a', 1).toString()]);
