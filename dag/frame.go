package dag

// frame holds the items of a subprogram that is running, by the target they
// wait at. A program can't call itself, so a frame for each subprogram is enough.
type frame struct {
	waiting []itemSet
	counts  []int
}

// resize empties the frame and makes room for a chunk of the given number of
// items.
func (f *frame) resize(targets, items int) {
	if f.waiting == nil {
		f.waiting = make([]itemSet, targets)
		f.counts = make([]int, targets)
	}
	for i := range f.waiting {
		f.waiting[i] = resized(f.waiting[i], items)
		f.counts[i] = 0
	}
}

// deliver sends items to a target.
func (f *frame) deliver(to target, items itemSet, count int) {
	if count > 0 {
		f.waiting[to].addAll(items)
		f.counts[to] += count
	}
}

// release forgets the items waiting at a target.
func (f *frame) release(at target) {
	clear(f.waiting[at])
	f.counts[at] = 0
}
