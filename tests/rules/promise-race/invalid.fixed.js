//# a field that settles at the end
//= no fix

//# a module's promise
//= no fix

//# a field initialiser
//= no fix

//# an outer promise in a returned function
//= no fix

//# a property of a parameter
//= no fix

//# a reaction on a token's promise
//= no fix

//# private field
//= no fix

//# typescript
//= no fix

//# all jobs that are under way
//= no fix

//# jobs of a loop
//= no fix

//# a reaction on a module's promise
//= no fix

//# a promise from before the loop
//= no fix

//# what then gives of a field
//= no fix

//# members in a variable
//= no fix

