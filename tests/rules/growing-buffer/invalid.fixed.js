//# a log that nobody reads
//= no fix

//# a string in a field
//= no fix

//# a string of a module
//= no fix

//# joined buffers
//= no fix

//# an array of messages
//= no fix

//# through self
//= no fix

//# a stream's write
//= no fix

//# an array in a field
//= no fix

//# added by a plain plus
//= no fix

