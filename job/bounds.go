package job

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// Bounds are the bounds of a chunk over a source that is ordered by a bigint
// key.
type Bounds struct {
	From int64 `json:"from"` // the least key
	To   int64 `json:"to"`   // the greatest key
	// Keys are the keys in between that belong to the chunk; nil: all that the
	// source has.
	Keys []int64 `json:"keys,omitempty"`
	// Resolving is the job whose resolved exceptions these are; 0: none.
	Resolving int64 `json:"resolving,omitempty"`
}

// BoundsOf reads the bounds of a chunk that CutKeys made.
func BoundsOf(c *model.Chunk) (Bounds, error) {
	var b Bounds
	if err := json.Unmarshal(c.Bounds, &b); err != nil {
		return b, fmt.Errorf("reading the bounds of chunk %d: %w", c.Number, err)
	}
	return b, nil
}

// Where returns the condition that a key, an SQL expression of the
// application's, is within the bounds.
func (b Bounds) Where(key string) filter.Expr {
	if b.Keys != nil {
		return filter.SQL(key+" IN (?)", bun.List(b.Keys))
	}
	return filter.SQL(key+" BETWEEN ? AND ?", b.From, b.To)
}

// Listed reports whether the chunk's items are listed by key: then they belong
// to it whether or not they match the source's conditions.
func (b Bounds) Listed() bool { return b.Keys != nil }

// piece is one of those that a source is cut into.
type piece struct {
	From  int64   `bun:"first"`
	To    int64   `bun:"last"`
	Items int64   `bun:"items"`
	Keys  []int64 `bun:"keys,array"`
}

// CutKeys cuts a source into partitions with Bounds. keys selects the source's
// keys, one bigint column without duplicates; it need not be ordered, and is
// fastest if an index can give the order.
func (p Partitioning) CutKeys(ctx context.Context, db bun.IDB, keys *bun.SelectQuery) ([]Partition, error) {
	return p.partitions(ctx, db, keys, p.cut == cutEvery || p.cut == cutSample, 0)
}

// partitions cuts a source. Listed pieces name their keys, which is needed where
// others lie between them.
func (p Partitioning) partitions(ctx context.Context, db bun.IDB, keys *bun.SelectQuery, listed bool, resolving int64) ([]Partition, error) {
	number, where := "n * 0", "true" // one piece; a bare 0 would be a column
	switch p.cut {
	case cutSize:
		number = "n / ?1"
	case cutEvery:
		number = "n % ?1"
	case cutSample: // those at which a counter that ends at ?1 goes up
		where = "(n + 1) * ?1 / total > n * ?1 / total OR total <= ?1"
	case cutTest:
		where = "n < ?1"
	}
	list := "NULL::bigint[]"
	if listed {
		list = "array_agg(key ORDER BY key)"
	}
	var pieces []piece
	// Said as ROWS, the window needs no look at a row's peers.
	err := db.NewRaw(`
		SELECT min(key) AS first, max(key) AS last, count(*) AS items, `+list+` AS keys
		FROM (
			SELECT key, row_number() OVER (ORDER BY key ROWS UNBOUNDED PRECEDING) - 1 AS n`+p.total()+`
			FROM (?0) AS source (key)
		) AS numbered
		WHERE `+where+`
		GROUP BY `+number+` ORDER BY `+number, keys, p.n).Scan(ctx, &pieces)
	if err != nil {
		return nil, fmt.Errorf("cutting the source: %w", err)
	}
	parts := make([]Partition, 0, len(pieces))
	for _, r := range pieces {
		if r.Items > 0 {
			parts = append(parts, Partition{Bounds: Bounds{From: r.From, To: r.To, Keys: r.Keys, Resolving: resolving}, Items: r.Items})
		}
	}
	return parts, nil
}

// total is the column that only samples need: it costs another pass.
func (p Partitioning) total() string {
	if p.cut == cutSample {
		return ", count(*) OVER () AS total"
	}
	return ""
}
