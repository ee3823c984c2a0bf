package dag

import "math/bits"

// itemSet is a set of items of a chunk by position, a bit for each. A node keeps
// those waiting at it in one, so items that meet again are in order again.
type itemSet []uint64

const wordBits = 64

// fill puts the first n items into the empty set.
func (s itemSet) fill(n int) {
	for i := range s {
		s[i] = ^uint64(0)
	}
	if rest := n % wordBits; rest != 0 {
		s[len(s)-1] = 1<<rest - 1
	}
}

func (s itemSet) add(i int) { s[uint(i)/wordBits] |= 1 << (uint(i) % wordBits) }

func (s itemSet) remove(i int) { s[uint(i)/wordBits] &^= 1 << (uint(i) % wordBits) }

func (s itemSet) has(i int) bool { return s[uint(i)/wordBits]>>(uint(i)%wordBits)&1 != 0 }

// next returns the first item at or after i, or -1.
func (s itemSet) next(i int) int {
	word := i / wordBits
	if word >= len(s) {
		return -1
	}
	if rest := s[word] >> (uint(i) % wordBits); rest != 0 {
		return i + bits.TrailingZeros64(rest)
	}
	for word++; word < len(s); word++ {
		if s[word] != 0 {
			return word*wordBits + bits.TrailingZeros64(s[word])
		}
	}
	return -1
}

func (s itemSet) count() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// addAll adds the items of a set of the same size.
func (s itemSet) addAll(other itemSet) {
	for i, word := range other {
		s[i] |= word
	}
}

// resized returns an empty set for the given number of items, in the memory of s
// if that is enough.
func resized(s itemSet, items int) itemSet {
	words := (items + wordBits - 1) / wordBits
	if cap(s) < words {
		return make(itemSet, words)
	}
	s = s[:words]
	clear(s)
	return s
}
