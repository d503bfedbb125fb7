//# a file
//= no fix

//# a file handle
//= no fix

//# the first chunk of a stream
//= no fix

//# an object url
//= no fix

//# an object url that goes to an element
//= no fix

//# a writer
//= no fix

//# fs.promises
//= no fix

//# window.URL
//= no fix

