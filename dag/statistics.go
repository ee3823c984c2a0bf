package dag

import "time"

// Statistics are the figures of a program's nodes, in program order.
type Statistics []NodeStatistics

// NodeStatistics are the figures of one node. Every item is a success, a failure
// or an exception, except that a call knows no exceptions: its items that are
// neither a success nor a failure were taken out in the subprogram, and count at
// the node that did it.
type NodeStatistics struct {
	Node       string        `json:"node"`
	Kind       Kind          `json:"kind"`
	Items      int64         `json:"items"`      // reached the node
	Successes  int64         `json:"successes"`  // the node said yes, or worked
	Failures   int64         `json:"failures"`   // the node said no
	Exceptions int64         `json:"exceptions"` // taken out of the flow by the node
	RunTime    time.Duration `json:"runTimeNs"`  // without the nodes it calls
}

// Mean returns the run time per item.
func (n NodeStatistics) Mean() time.Duration {
	if n.Items == 0 {
		return 0
	}
	return n.RunTime / time.Duration(n.Items)
}

// RunTime returns the run time of all nodes together.
func (s Statistics) RunTime() time.Duration {
	var total time.Duration
	for _, n := range s {
		total += n.RunTime
	}
	return total
}

// Share returns which part of the run time of all nodes the named one took, from
// 0 to 1.
func (s Statistics) Share(node string) float64 {
	total := s.RunTime()
	if total == 0 {
		return 0
	}
	n, _ := s.Of(node)
	return float64(n.RunTime) / float64(total)
}

// Of returns the figures of the named node and whether there are any.
func (s Statistics) Of(node string) (NodeStatistics, bool) {
	for _, n := range s {
		if n.Node == node {
			return n, true
		}
	}
	return NodeStatistics{}, false
}

// Statistics returns the figures of all runs that returned no error, since the
// runner was made or Reset was called. Nodes that no item reached are there too.
func (r *Runner[T]) Statistics() Statistics {
	s := make(Statistics, len(r.totals))
	for i, t := range r.totals {
		n := r.program.nodes[i]
		s[i] = NodeStatistics{
			Node: n.name, Kind: n.kind,
			Items: t.items, Successes: t.successes, Failures: t.failures, Exceptions: t.exceptions,
			RunTime: t.runTime,
		}
	}
	return s
}

// Reset sets the statistics back to zero.
func (r *Runner[T]) Reset() { clear(r.totals) }

// commit adds the figures of the run in hand to those of the runs before.
func (r *Runner[T]) commit() {
	for i, c := range r.counts {
		t := &r.totals[i]
		t.items += c.items
		t.successes += c.successes
		t.failures += c.failures
		t.exceptions += c.exceptions
		t.runTime += c.runTime
	}
}
