package model

import (
	"time"

	"github.com/uptrace/bun"
)

// Worker is a process that works on jobs.
type Worker struct {
	bun.BaseModel `bun:"table:worker,alias:w"`

	ID        string    `bun:"id,pk"`
	Host      string    `bun:"host"`
	PID       int       `bun:"pid"`
	Revision  string    `bun:"revision"` // of its build
	Slots     int       `bun:"slots"`    // how many lanes it carries at once
	StartedAt time.Time `bun:"started_at"`
	SeenAt    time.Time `bun:"seen_at"`         // its last sign of life
	Chunks    int64     `bun:"chunks,scanonly"` // in hand
	Silent    bool      `bun:"silent,scanonly"` // for so long that its chunks are taken away
}
