package dag

// Merge returns the figures of both, added up by node name. It keeps the order
// of s; a node that only other has stands behind the one it follows in other, so
// statistics of different versions of a program can be merged.
func (s Statistics) Merge(other Statistics) Statistics {
	merged := make(Statistics, 0, max(len(s), len(other)))
	merged = append(merged, s...)
	behind := 0 // where a node new to merged belongs
	for _, n := range other {
		at := merged.position(n.Node, behind)
		if at < 0 {
			merged = append(merged, NodeStatistics{})
			copy(merged[behind+1:], merged[behind:])
			merged[behind] = n
			behind++
			continue
		}
		merged[at].add(n)
		behind = at + 1
	}
	return merged
}

// position returns where the named node is, or -1. It looks at guess first: two
// statistics of the same program have the same order.
func (s Statistics) position(node string, guess int) int {
	if guess < len(s) && s[guess].Node == node {
		return guess
	}
	for i := range s {
		if s[i].Node == node {
			return i
		}
	}
	return -1
}

func (n *NodeStatistics) add(other NodeStatistics) {
	n.Items += other.Items
	n.Successes += other.Successes
	n.Failures += other.Failures
	n.Exceptions += other.Exceptions
	n.RunTime += other.RunTime
}
