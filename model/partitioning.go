package model

import (
	"time"

	"github.com/uptrace/bun"
)

// Partitioning is a cut of a source that is kept, so that several jobs can
// process the same chunks.
type Partitioning struct {
	bun.BaseModel `bun:"table:partitioning"`

	ID          int64     `bun:"id,pk,autoincrement"`
	Application string    `bun:"application"`
	Source      string    `bun:"source"`
	Name        string    `bun:"name"` // how it was cut: "size_5000"
	Chunks      int64     `bun:"chunks"`
	Items       int64     `bun:"items"`
	CreatedAt   time.Time `bun:"created_at"`
}
