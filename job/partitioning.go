package job

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
)

// MaxChunkItems is the greatest N of the partitioning size_N.
const MaxChunkItems = 1_000_000

// Partitioning is a named, deterministic way to cut a source into chunks.
type Partitioning struct {
	Name string // as ParsePartitioning read it
	Size int    // size_N: runs of N items in key order
}

var sizeForm = regexp.MustCompile(`^size_([1-9][0-9]{0,6})$`)

// ParsePartitioning reads the name of a partitioning: size_N, with N from 1 to
// MaxChunkItems. The error is an INVALID Error.
func ParsePartitioning(name string) (Partitioning, error) {
	if match := sizeForm.FindStringSubmatch(name); match != nil {
		if size, err := strconv.Atoi(match[1]); err == nil && size <= MaxChunkItems {
			return Partitioning{Name: name, Size: size}, nil
		}
	}
	return Partitioning{}, model.Invalid("partitioning",
		"Choose a partitioning such as size_5000: chunks of so many items, at most %d.", MaxChunkItems)
}

// KeyRange is the bounds of a chunk over a source that is ordered by a bigint
// key. Both ends belong to it.
type KeyRange struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// KeyRangeOf reads the bounds of a chunk that CutKeys made.
func KeyRangeOf(c *model.Chunk) (KeyRange, error) {
	var r KeyRange
	if err := json.Unmarshal(c.Bounds, &r); err != nil {
		return r, fmt.Errorf("reading the bounds of chunk %d: %w", c.Number, err)
	}
	return r, nil
}

// CutKeys cuts a source into partitions bounded by KeyRanges. keys selects the
// source's keys, one bigint column without duplicates; it need not be ordered,
// and is fastest if an index can give the order. The keys stay in the database.
func (p Partitioning) CutKeys(ctx context.Context, db bun.IDB, keys *bun.SelectQuery) ([]Partition, error) {
	var runs []struct {
		From  int64 `bun:"first"`
		To    int64 `bun:"last"`
		Items int64 `bun:"items"`
	}
	// Said as ROWS, the window needs no look at a row's peers.
	err := db.NewRaw(`
		SELECT min(key) AS first, max(key) AS last, count(*) AS items
		FROM (
			SELECT key, (row_number() OVER (ORDER BY key ROWS UNBOUNDED PRECEDING) - 1) / ? AS run
			FROM (?) AS source (key)
		) AS numbered
		GROUP BY run ORDER BY run`, p.Size, keys).Scan(ctx, &runs)
	if err != nil {
		return nil, fmt.Errorf("cutting the source: %w", err)
	}
	parts := make([]Partition, len(runs))
	for i, r := range runs {
		parts[i] = Partition{Bounds: KeyRange{From: r.From, To: r.To}, Items: r.Items}
	}
	return parts, nil
}
