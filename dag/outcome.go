package dag

// Outcome is what became of an item: the program returned true or false for it,
// or it was taken out of the flow.
type Outcome struct {
	Success   bool
	Exception *Exception // nil if the program returned
}
