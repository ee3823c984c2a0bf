package job

import (
	"regexp"
	"strconv"

	"github.com/sluicehq/sluice/model"
)

// The limits of what a partitioning's number can be.
const (
	MaxChunkItems  = 1_000_000 // size_N
	MaxStride      = 10_000    // every_N
	MaxSampleItems = 10_000    // sample_N, test_N
)

// cutting is how a partitioning cuts.
type cutting string

const (
	cutSize   cutting = "size"   // runs of N items in key order
	cutEvery  cutting = "every"  // N chunks, each with every Nth item: fair samples
	cutSample cutting = "sample" // one chunk of N items, spread evenly
	cutTest   cutting = "test"   // one chunk of the first N items
)

var mostOf = map[cutting]int{cutSize: MaxChunkItems, cutEvery: MaxStride, cutSample: MaxSampleItems, cutTest: MaxSampleItems}

// Partitioning is a named, deterministic way to cut a source into chunks.
type Partitioning struct {
	Name string // as ParsePartitioning read it
	cut  cutting
	n    int
}

// Runs returns how many items a chunk has, if the chunks are runs of items in the
// order of their keys. Who sees all keys in that order can cut by itself.
func (p Partitioning) Runs() (items int64, ok bool) { return int64(p.n), p.cut == cutSize }

var partitioningForm = regexp.MustCompile(`^(size|every|sample|test)_?([1-9][0-9]{0,6})$`)

// ParsePartitioning reads the name of a partitioning: size_N, every_N, sample_N
// or test_N. The error is an INVALID Error.
func ParsePartitioning(name string) (Partitioning, error) {
	match := partitioningForm.FindStringSubmatch(name)
	if match == nil {
		return Partitioning{}, model.Invalid("partitioning",
			"Choose a partitioning such as size_5000 (chunks of so many items), every_200 (so many chunks, each a fair sample), sample_100 (so many items from all over) or test_10 (the first so many).")
	}
	p := Partitioning{Name: name, cut: cutting(match[1])}
	var err error
	if p.n, err = strconv.Atoi(match[2]); err != nil || p.n > mostOf[p.cut] {
		return Partitioning{}, model.Invalid("partitioning", "The number of %s_N can be at most %d.", p.cut, mostOf[p.cut])
	}
	return p, nil
}
